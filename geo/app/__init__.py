"""The Streamlit app and the HTTP addresses beside it."""
