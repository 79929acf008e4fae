/* What the page's scripts are given and what they give each other.

   Data is the payload that geo/page/payload.py writes: a field renamed there is renamed
   here, and `make check` names every line of a script that still uses the old name.
   The page itself never reads this file. */

/** The key of a language: "en", "ru". */
type Language = string;

/** A text in every language. */
type Localized = Record<Language, string>;

/** A text of the tables: one for all languages, or one for each. */
type TableText = string | Localized;

type Basis = "signed" | "in-force";

/** The class of a country or of a treaty; "none" colours nothing. */
type ClassKey = "signed" | "in-force" | "not-confirmed" | "possible" | "not-yet" | "ended"
  | "state-ended" | "focus" | "unread" | "not-covered" | "not-a-state" | "none";

/** An ISO day, YYYY-MM-DD: two of them compare as strings. */
type Day = string;

/** [as written, earliest day, latest day] */
type PartialDate = [string, Day, Day];

/** How a date is worded: as a label, as when an act happened, short under a heading. */
type DateForm = "label" | "when" | "compact";

/** The patterns of a form, and the names of the twelve months. */
interface DatePatterns {
  months: string[];
  months_of_day: string[];
  day: string;
  month: string;
  year: string;
}

/** What the reader looks at: geo/presentation/rows.py, message(). */
interface View {
  start: Day;
  end: Day;
  basis: Basis;
  colour: string;
  borders: string;
  former: FormerChoice;
  lang: Language;
  country: string;
  preset: string;
  focus: string;
  layers: string[];
}

/** Of a view, all that the class of a treaty depends on. */
type Period = Pick<View, "start" | "end" | "basis" | "former">;

/** What a view does with states that are no more: geo/model/succession.py. */
type FormerChoice = "own" | "successor" | "drop";

/** The fields of a treaty that hold a date. */
type DateField = "signed" | "in_force" | "terminated";

/** What a treaty is on a day, whatever is counted. */
type StatusKey = ClassKey | "planned";

/** A status and the field that dates it; blank where none does. */
interface TreatyStatus {
  key: StatusKey;
  field: DateField | "";
}

/** The dates of a treaty: all that the counting rules ask for. */
interface Profile {
  signed: PartialDate | null;
  in_force: PartialDate | null;
  terminated: PartialDate | null;
  /** Planned or initialled: it colours nothing. */
  unsigned: boolean;
  /** A source says that it ended, whether or not it says when. */
  over: boolean;
  /** Whether one publisher alone states its entry into force. */
  one_source?: boolean;
  /** The day from which a party is no more. */
  end?: Day;
}

interface Source {
  field: string;
  /** Where it differs from the value held, or bounds it. */
  value?: TableText;
  stance: string;
  url: string;
  publisher: string;
  language: string;
  kind: string;
  note: TableText;
  /** The address of a copy in an archive. */
  archived?: string;
}

/** What is blank is left out. */
interface Treaty extends Profile {
  id: string;
  /** The countries it colours: the partner of the focal country, or both parties. */
  partners: string[];
  /** The same by what the view does with former states. */
  by?: Record<FormerChoice, string[]>;
  /** Language -> the title, the key of a note that it is our translation, and how sure we
      are of it. */
  title: Record<Language, [string, string, string, Language?]>;
  status: string;
  place?: TableText;
  signatories?: TableText;
  status_note?: TableText;
  approval?: TableText;
  /** Whose approvals by one side, on which days; and the days alone. */
  approval_by_one_side?: TableText;
  approvals?: PartialDate[];
  notes?: TableText;
  /** Field -> level. */
  confidence: Record<string, string>;
  sources: Source[];
}

/** A large table: its dates, grouped. */
interface DateGroups {
  /** For signed, in_force and terminated the earliest and the latest year or day (0: no
      date), then 1 where unsigned, 1 where over, 1 where one source alone states its entry
      into force; then the year or day in which a party ended. */
  profiles: (number | string)[][];
  /** The parties of a treaty, a space between two codes; of one with a former state,
      behind a stroke, those with its successors. */
  pairs: string[];
  /** For each profile the numbers of its pairs, as rising steps. */
  rows: number[][];
}

/** Grouped treaties as counting.js has read them. */
interface OpenGroups {
  codes: string[];
  /** For each pair the numbers of its codes. */
  parties: Record<FormerChoice, number[][]>;
  profiles: Profile[];
  /** For each profile the numbers of its pairs. */
  rows: Uint32Array[];
}

/** [code, role, first day or "", last day or "", whether the role is firm] */
type Member = [string, string, Day | "", Day | "", boolean];

interface Layer {
  title: Localized;
  completeness: string;
  members: Member[];
}

interface Scale {
  first: number;
  /** The highest value of each step. */
  bounds: number[];
  labels: string[];
  note: Localized;
  /** Whether the steps tell more than that there is one. */
  informs: boolean;
}

/** The sentences that depend on the table. */
interface Sentences {
  focus: string;
  subject: string;
  rule: string;
  citation: string;
  made_from: string;
  undrawn: string;
  reading: string;
}

/** One table under one focus: the page's own, or a reader's that the app sends. */
interface Table {
  version: Localized;
  as_of: Day;
  own: boolean;
  /** The first and the last year. */
  span: [number, number];
  /** The code of the focal country; "" for none. */
  focus: string;
  partners: string[];
  /** Countries named only in rows that could not be read. */
  unread: string[];
  /** What the table covers: years, the party of each treaty, states with their years. */
  coverage: { years: [number, number] | null; party: string;
    states: [string, number, number][] | null } | null;
  /** The former states of the table: see geo/page/former.py. */
  former: {
    named: string[];
    names: Record<string, Localized>;
    ends: Record<string, string>;
    seats: Record<string, string>;
    land: Record<string, [string, Day, Day][]>;
    sentences: Record<FormerChoice, Localized>;
    caveats: [Day, Day, Localized, Localized][];
  } | null;
  /** The first day of each state that is younger than the table. */
  begun: Record<string, Day>;
  presets: Record<string, { end: Day; named: string[] }>;
  /** [year, total, sentence]: the totals that officials gave. */
  official: [number, number, Localized][];
  sentences: Record<Language, Sentences>;
  scales: Record<string, Scale>;
  /** The colours of the scales, as a style sheet. */
  palette: string;
  treaties: Treaty[];
  grouped?: DateGroups;
}

/** An area of the map. */
interface Unit {
  /** The code of the country whose main area this is, "" for none; its own by default. */
  iso?: string;
  name: Localized;
  /** The country it belongs to, in the order of Choices.borders; "" for none. A country
      is its own by default. */
  owner?: string[];
  disputed?: boolean;
  /** A part of an area: drawn only while it was a state's of its own. */
  part?: boolean;
  claim?: Localized;
}

/** The world as geo/page/topology_text.py writes it. */
interface TopologyTexts {
  /** Area -> its rings. */
  rings: Record<string, string>;
  kinds: string;
  /** A part of an area that was a state's of its own -> its rings, as numbers of arcs. */
  parts?: Record<string, number[][][]>;
  /** An arc that only divides such a part from the rest -> the two. */
  past?: Record<string, string[]>;
  steps: string;
  bits: string;
}

interface Topology {
  areas: { uid: string; latlngs: LatLngs[][] }[];
  parts: { uid: string; latlngs: LatLngs[][] }[];
  /** The lines of a kind, and for each the areas at its sides. */
  lines: { kind: "inner" | "coast" | "border" | "disputed" | "past"; latlngs: LatLngs[];
    areas: string[][] }[];
}

/** The values a link, a message and a control may have, in their order. */
interface Choices {
  basis: Basis[];
  colour: string[];
  borders: string[];
  former: FormerChoice[];
  lang: Language[];
  preset: string[];
}

/** How a class is called and drawn. */
interface Look {
  key: ClassKey;
  label: Localized;
  meaning: Localized;
  hatch: string;
}

/** A line of the card; its name is the key of its label and of a field of Treaty. */
interface Fact {
  name: string;
  /** What the claims behind it are about. */
  fields: string[];
  /** Whether it stands there without a value. */
  always: boolean;
  /** Whether it has a page without a claim. */
  asked: boolean;
  in_table: boolean;
}

/** What holds for every table. */
interface Fixed {
  /** The first view of the document. */
  view: View;
  choices: Choices;
  /** Where the pages of the facts are; blank where that is not known. */
  site: string;
  /** The languages that the site has a map in and this page does not -> their names. */
  elsewhere?: Record<Language, string>;
  classes: Look[];
  /** Look -> hatch. */
  overlays: Record<string, string>;
  legend: Record<Basis, string[]>;
  /** Classes that a legend leaves out where no country has them. */
  rare: string[];
  /** Which way the lines of a language run: "ltr", "rtl". */
  direction: Record<Language, string>;
  /** Key -> the string in the order of Choices.lang. */
  words: Record<string, string[]>;
  /** Noun -> language -> plural category -> form. */
  nouns: Record<string, Record<Language, Record<string, string>>>;
  /** The statuses of a source that say more than the dates do. */
  said_of_status: string[];
  /** The lines of a card, in their order. */
  facts: Fact[];
  dates: Record<Language, Record<DateForm, DatePatterns>>;
  /** Language -> a word of the data -> that word in the language. */
  terms: Record<Language, Record<string, string>>;
  layers: Record<string, Layer>;
  /** Area -> other names of it. */
  aliases: Record<string, string[]>;
  units: Record<string, Unit>;
  /** West, south, east, north, on the grid of the topology. */
  extent: [number, number, number, number];
  topology: TopologyTexts;
}

/** The JSON block of the page. */
interface Payload extends Fixed {
  table: Table;
}

/** The payload with the fields of the table that is shown. */
interface Data extends Fixed, Omit<Table, "grouped"> {
  grouped: OpenGroups | null;
}

/** A country of a view. */
interface Standing {
  key: ClassKey;
  /** The status of its strongest treaty on the last day of the view. */
  status: StatusKey;
  /** Of a large table the listed ones only. */
  treaties: Treaty[];
  /** How many count. */
  number: number;
  first: PartialDate | null;
}

interface Counts {
  countries: number;
  instruments: number;
  possible: number;
  confirmed: number;
  /** Of the confirmed: those that one source alone states. */
  one_source: number;
  not_confirmed: number;
  unverified: number;
  /** Instruments of former states that the view leaves out. */
  apart: number;
}

/** Class -> how many. */
type Tally = Partial<Record<ClassKey, number>>;

interface State {
  standings: Map<string, Standing>;
  counts: Counts;
}

/** One act of a treaty, its first partner, and the field that dates it. */
interface Act {
  code: string;
  t: Treaty;
  field: DateField;
}

/** What happened after one day and up to another. */
interface Comparison {
  first: Day;
  last: Day;
  certain: Record<DateField, Act[]>;
  /** Dated too imprecisely to say whether they lie in it. */
  possible: Act[];
}

type Change = DateField | "possible" | "stayed";

/** A drawn area. */
interface Shape {
  uid: string;
  unit: Unit;
  latlngs: LatLngs[][];
  fill: Area;
  hatch: Area | null;
  dot: (Drawn & import("leaflet").CircleMarker) | null;
  key: string;
  /** The code of its country in this view. */
  code: string;
  step: string;
  /** The class of its hatch. */
  over: string;
  /** West, south, east, north of its widest part. */
  box?: [number, number, number, number];
  /** The point of its name and its hit area, as long as it has these parts cut off. */
  anchor?: [number, number];
  /** The rings of its largest part. */
  rings?: LatLngs[];
  /** The areas cut from it that may be a state's own. */
  parts: Shape[];
  /** Those that are one on that day: a space between two. */
  cut: string;
}

type LatLngs = [number, number][];

type Area = Drawn & import("leaflet").Polygon;

/** A Leaflet layer that is on the map: its element is there. */
type Drawn = { getElement(): SVGElement } & import("leaflet").Path;

/** A part of a link that was ignored or changed; the string `notice.<key>` words it. */
interface Notice {
  key: string;
  field: string;
  value: string;
  allowed: string;
}

/** What a link asks for, and what of it was not understood. */
interface LinkContent {
  changes: Partial<View>;
  notices: Notice[];
}

/** Where the app has a view: its own address, and that of the page alone; the latter is
    blank for a reader's own table. */
interface Share { link: string; page: string }

/** What Streamlit itself sends with a render message, of the theme on the screen. */
interface HostTheme { base: "light" | "dark" }

/** What the app sends with a render message. */
interface HostArguments {
  view: View;
  /** The number of the last change the app has applied. */
  ack: number;
  /** The key of the table the app shows: "" for the page's own. */
  table: string;
  data: Table | null;
  /** Whether the page shows its card and choices inside the app too. */
  whole?: boolean;
  /** The part of the page that the app shows. */
  shows?: "map" | "lives" | "compare" | "card";
  share?: Share;
  /** The day that a comparison starts from. */
  since?: Day;
  /** [code, name] of each country whose treaties may be shown. */
  parties?: [string, string][];
  /** The request for a table that the app has heard. */
  heard: number | null;
}

type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | null | undefined>;
type Values = Record<string, string | number>;

/** The elements of page.html by their id. */
interface Elements {
  title: HTMLElement;
  headline: HTMLElement;
  notice: HTMLElement;
  controls: HTMLFormElement;
  play: HTMLButtonElement;
  "first-year": HTMLInputElement;
  "last-year": HTMLInputElement;
  track: HTMLElement;
  first: HTMLInputElement;
  last: HTMLInputElement;
  basis: HTMLSelectElement;
  preset: HTMLSelectElement;
  borders: HTMLSelectElement;
  former: HTMLSelectElement;
  "former-note": HTMLElement;
  colour: HTMLSelectElement;
  lang: HTMLSelectElement;
  search: HTMLInputElement;
  names: HTMLDataListElement;
  "layer-box": HTMLDetailsElement;
  share: HTMLDetailsElement;
  layers: HTMLElement;
  found: HTMLElement;
  "map-frame": HTMLElement;
  tip: HTMLElement;
  "zoom-in": HTMLButtonElement;
  "zoom-out": HTMLButtonElement;
  reset: HTMLButtonElement;
  card: HTMLElement;
  legend: HTMLElement;
  "scale-note": HTMLElement;
  among: HTMLElement;
  "preset-note": HTMLElement;
  undrawn: HTMLElement;
  reading: HTMLElement;
  listed: HTMLElement;
  table: HTMLTableElement;
  unplaced: HTMLDetailsElement;
  "unplaced-title": HTMLElement;
  "unplaced-list": HTMLUListElement;
  rule: HTMLElement;
  "border-note": HTMLElement;
  "as-of": HTMLElement;
  "made-from": HTMLElement;
  citation: HTMLElement;
  embed: HTMLElement;
  "embed-label": HTMLElement;
  "embed-note": HTMLElement;
  "copy-embed": HTMLButtonElement;
  "address-label": HTMLElement;
  "citation-label": HTMLElement;
  address: HTMLElement;
  live: HTMLElement;
  hint: HTMLElement;
  key: HTMLElement;
  list: HTMLElement;
  dots: HTMLElement;
  window: HTMLElement;
  cite: HTMLElement;
  "to-table": HTMLButtonElement;
  "to-lives": HTMLButtonElement;
  compare: HTMLButtonElement;
  focus: HTMLSelectElement;
  "focus-choice": HTMLElement;
  "focus-note": HTMLElement;
  inset: HTMLElement;
  lives: HTMLElement;
  source: HTMLElement;
  site: HTMLElement;
  present: HTMLButtonElement;
  slide: HTMLElement;
  "slide-about": HTMLElement;
  "slide-year": HTMLElement;
  "slide-names": HTMLElement;
  "slide-end": HTMLElement;
  "atlas-data": HTMLScriptElement;
  /** A row of the table, by the id of its treaty. */
  [row: `row-${string}`]: HTMLElement | null;
}

/** The elements that hold one text. */
type TextElement = "title" | "headline" | "preset-note" | "undrawn" | "former-note" | "reading" | "rule" | "made-from"
  | "border-note" | "as-of" | "citation" | "embed" | "live" | "cite" | "address";

interface Atlas {
  // atlas.js
  element<K extends keyof Elements>(id: K): Elements[K];
  node<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Attributes,
    ...children: Child[]): HTMLElementTagNameMap[K];
  svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes?: Attributes,
    ...children: Child[]): SVGElementTagNameMap[K];
  link(url: string, text: string): Node;
  clamp(value: number, low: number, high: number): number;
  /** The text of an element, set where it changes. */
  write(node: Element, text: string): void;
  firstYear(): number;
  lastYear(): number;

  // what is shown
  data: Data;
  shipped: Table;
  view: View;
  state: State;

  counting: {
    COUNTED: Record<Basis, ClassKey[]>;
    PRECEDENCE: Record<Basis, ClassKey[]>;
    state(treaties: Treaty[], view: View, grouped?: OpenGroups | null): State;
    classify(treaty: Profile, view: Period): ClassKey;
    datedBy(treaty: Profile, key: ClassKey, view: Period): DateField | "";
    statusOf(treaty: Profile, day: Day): TreatyStatus;
    strongest(treaties: Treaty[], day: Day): TreatyStatus & { t: Treaty };
    members(layer: Layer, view: View): Map<string, boolean>;
    open(grouped: DateGroups): OpenGroups;
    keyOf(code: string, standing: Standing | undefined): StatusKey;
    leavesOut(code: string, view: Period): boolean;
    landOf(uid: string, view: View): string;
  };
  words: {
    load(data: Fixed): void;
    word(key: string, values?: Values, lang?: Language): string;
    sentence(key: keyof Sentences): string;
    term(value: string): string;
    counted(number: number, noun: string, possible?: number): string;
    name(code: string): string;
    day(iso: Day, form?: DateForm): string;
    years(view: View, keys?: Record<"one" | "range" | "to_day", string>): string;
    title(view: View): string;
    headline(view: View, counts: Counts): string;
    date(partial: PartialDate | null, form?: DateForm): string;
    local(text: TableText | undefined): string;
    withLanguage(text: TableText | undefined): string | HTMLElement;
    listed(items: string[], mark?: string): string;
    paired(label: string, text: string): string;
    aside(text: string): string;
    doubt(level: string | undefined): string;
  };
  patterns(): void;
  topology: { read(texts: TopologyTexts): Topology };
  land: {
    /** The lines with the areas at their sides; the areas; what draws each kind of line. */
    load(lines: Topology["lines"], areas: Map<string, Shape>,
      drawn: Record<string, import("leaflet").Polyline>): void;
    /** Whose an area is; blank for nobody's. */
    owner(shape: Shape): string;
    /** The parts of an area that are another state's. */
    cutOf(shape: Shape): Shape[];
    /** Leave those parts out of its hatch. */
    cut(shape: Shape): void;
    /** Lines around a country, and not around each of its areas. */
    edge(areas: Shape[]): LatLngs[];
    /** Draw borders inside a state of the time as inner ones. */
    dotted(): void;
  };
  places: {
    box(ring: LatLngs): [number, number, number, number];
    edge(rings: LatLngs[]): LatLngs[];
    largest(latlngs: LatLngs[][]): LatLngs[];
    room(rings: LatLngs[], height: number): [number, number, number];
  };
  labels: {
    place(): void;
    show(): void;
    /** Pixels of a text in letters of so many. */
    width(text: string, letters: number): number;
  };
  gestures: { load(leaflet: import("leaflet").Map): void };
  strip: { load(): void; draw(): void; describe(): void; light(code: string): void };
  list: { load(): void, draw(): void };
  comparison: {
    compare(treaties: Treaty[], one: Day, other: Day): Comparison;
    keyOf(code: string): ClassKey;
    tip(code: string): string;
    headline(): string;
    list(): HTMLElement[];
    legend(): HTMLElement[];
    /** @param day The day to compare with, in place of the first handle's year. */
    turn(on: boolean, day?: Day): void;
    load(): void;
    draw(): void;
    on(): boolean;
    codes(): string[];
  };
  embed: { load(): void; draw(): void; on(): boolean };
  inset: {
    load(shapes: Shape[]): void;
    paint(shape: Shape): void;
    /** @param whole Whether the world is shown whole. */
    describe(whole: boolean, width: number): void;
    has(code: string): boolean;
  };
  timeline: {
    draw(): void;
    stretches(treaty: Treaty, day: Day): [string, Day, Day][];
    waited(treaty: Treaty, day: Day): number | null;
  };
  present: { load(): void; start(): void; draw(): void;
    /** The view that a link opens: all the years that are presented. */
    shared(): View; on(): boolean };
  lifeline(treaty: Treaty): SVGElement | null;
  map: {
    leaflet: import("leaflet").Map;
    anchor(code: string): [number, number];
    /** Whether a country has an area on the last day of the view. */
    has(code: string): boolean;
    /** Whose an area is on the last day of the view; a country that is no area is its own. */
    countryOf(uid: string): string;
    ringsOf(code: string): LatLngs[] | null;
    /** The tip of a country, at a place of the window. */
    tip(code: string, at: { clientX: number; clientY: number }): void;
    dim(): void;
    load(map: import("leaflet").Map): void;
    draw(state: State): void;
    describe(state: State): void;
    hatches(): void;
    keyOf(code: string, standing: Standing | undefined): StatusKey;
    listen(area: SVGElement, shape: Shape): void;
    stepOf(standing: Standing | undefined): string;
    focus(code: string): void;
    outline(code: string): void;
    /** The rings around small countries with a treaty. */
    dots(): void;
    /** The names on the map and the inset, at the size the map has now. */
    places(): void;
    zoomTo(uid: string): void;
    /** The codes in the order to walk, and the one that had the focus, or "". */
    order: string[];
    current: string;
  };
  // frame.js
  frame: {
    /** Fit the world, of which Antarctica ends at that latitude of the grid. */
    load(map: import("leaflet").Map, iceNorth: number | undefined): void;
    /** Follow the size of the window, paper, and the reader's own moves. */
    watch(): void;
    /** The map at the size that its frame and the legend have now. */
    fit(): void;
    /** The whole world again, at the reader's wish. */
    home(): void;
    zoom(by: number): void;
    show(box: import("leaflet").LatLngBounds): void;
    /** Whether the map moves by itself, and not by the reader. */
    resetting(): boolean;
  };
  // facts.js
  facts: {
    /** The claims behind a fact of a treaty. */
    claims(t: Treaty, key: string): Source[];
    /** The maps of the site in the languages that this page does not hold. */
    maps(): { lang: Language, name: string, address: string }[];
    /** The address of a fact's page; blank where there is none. */
    address(t: Treaty, key: string): string;
    /** A link to a fact's page, or a button that unfolds its claims; blank for neither. */
    who(t: Treaty, key: string, code: string): HTMLElement | "";
  };
  card: {
    show(code: string, uid: string, takeFocus?: boolean): void;
    draw(): void;
    hide(): boolean;
    summary(code: string, standing: Standing): string;
    claim(uid: string): string;
    label(key: string): string;
    status(treaty: Treaty): string;
    title(treaty: Treaty): string;
    titleWithLanguage(treaty: Treaty): string | HTMLElement;
    /** The facts whose text says by itself how sure we are. */
    COMPLETE: string[];
    /** The text of a fact of Fixed.facts; blank where nothing is known. */
    value(treaty: Treaty, name: string, form?: DateForm): string;
  };
  tip: { show(shape: Shape, event: { clientX: number; clientY: number }): void; hide(): void };
  legend: { only: string; draw(): void; swatch(key: string, more?: string): SVGElement };
  table: { draw(): void; reveal(id: string): void };
  controls: { load(): void; draw(): void; label(): void; span(): void;
    move(first: number, last: number): void };
  search: { load(): void; label(): void; draw(): void;
    /** The area of a name, or "". */
    lookUp(text: string): string };
  link_to_view: {
    write(view?: View): string;
    read(text: string): LinkContent;
    valid(view: any): boolean;
  };
  host: {
    /** Listen to the app around, and begin with the view that it speaks of first. */
    load(begin: (view: Partial<View>) => void): void; tell(): void;
    /** The frame of the app is called by what it shows. */
    name(): void; hosted: boolean; bare(): boolean; share: Share | null };

  // main.js
  unnamed(code: string): boolean;
  set(changes: Partial<View>, fromHost?: boolean): void;
  tell(notices: Notice[]): void;
  select(code: string, uid: string, takeFocus?: boolean): void;
  draw(before: View | null): void;
  remember(): void;
  /** Whether a handle of the years moves. */
  moving(): boolean;
  take(table: Table): void;
  show(table: Table, view: View): void;
  start(leaflet: import("leaflet").Map): void;
}

interface Window {
  /** The map that folium's script has made. */
  map_atlas: import("leaflet").Map;
}
