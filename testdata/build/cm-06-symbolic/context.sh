mkdir -p t/dir
printf x > t/f
chmod 666 t/f
chmod 124 t/dir
tar -C t --mtime=@1000000000 --owner=0 --group=0 --numeric-owner -cf t.tar f dir
rmdir t/dir
rm -r t
