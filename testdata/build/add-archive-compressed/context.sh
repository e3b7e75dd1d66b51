umask 022
mkdir -p in/d
printf F > in/d/f
chmod 4711 in/d/f
ln -s d/f in/l
ln in/d/f in/h
mkfifo in/p
mkdir in/locked
printf x > in/locked/x
chmod 500 in/locked
touch -d @1000000000 in/d/f in/d in/locked
tar -C in --sort=name --mtime=@1000000000 --owner=3 --group=4 --numeric-owner -cf a.tar d l h p locked

gzip -nc a.tar > a.tgz
bzip2 -c a.tar > a.tbz
xz -c a.tar > a.txz
cp a.tbz misnamed.txt
rm -rf in a.tar
