"""The file as a whole: that it can be read, is named as it should be, and explains its exceptions."""
