printf 1 > naïve.txt
printf 2 > 'a b'
printf 3 > "quote'd"
printf 4 > 'dollar$x'
printf 5 > 'back\slash'
printf 6 > 日本
mkdir -p "$(printf 'd%.0s' {1..120})/$(printf 'e%.0s' {1..120})"
printf 7 > "$(printf 'd%.0s' {1..120})/$(printf 'e%.0s' {1..120})/f"
