umask 022
mkdir -p archive/sub
printf a > archive/f
chmod 640 archive/f
chmod 750 archive/sub
printf b > archive/sub/g
chmod 600 archive/sub/g
chmod 700 archive
touch -d @1000000000 archive/f archive/sub/g archive/sub archive
tar -C archive --sort=name --owner=0 --group=0 --numeric-owner -cf archive.tar .
