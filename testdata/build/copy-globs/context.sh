printf 12 > 'sp ace'
