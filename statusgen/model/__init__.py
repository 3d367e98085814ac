"""What a status page is made of: frozen values that know no file format, no HTML and no clock."""
