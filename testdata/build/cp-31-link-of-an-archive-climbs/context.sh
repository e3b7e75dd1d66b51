ln -s ../tmp/symlink-target symlink
tar --mtime=@1000000000 --owner=0 --group=0 --numeric-owner -cf t.tar symlink
rm symlink
