printf 'FROM scratch\nENV a=b\n' > Dockerfile.web
ln -s Dockerfile.web Dockerfile
