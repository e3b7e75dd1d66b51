# needs perl
perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket.sock", Listen => 1) or die'
chmod 755 socket.sock
