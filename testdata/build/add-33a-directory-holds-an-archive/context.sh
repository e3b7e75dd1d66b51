umask 022
mkdir subdirectory
printf x > archived.txt
printf y > archival.txt
tar --owner=3 --group=4 --numeric-owner --mtime=@1000000000 -c archival.txt archived.txt | gzip -n > subdirectory/archived.tgz
rm archived.txt archival.txt
