find . -exec touch -h -d @1000000000 {} +
touch -d @1000000001 d/sub
