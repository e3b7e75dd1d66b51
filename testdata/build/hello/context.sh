install -m 755 "$CASE/hello" hello
