//! Paragraphs, lists and tables as they are met in marked-up text.
