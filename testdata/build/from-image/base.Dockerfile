FROM scratch
COPY etc /etc
ENV ONE=1 PATH=/only
LABEL one=1 two=base
EXPOSE 80
VOLUME /data
WORKDIR /work/dir
USER 5:6
STOPSIGNAL SIGINT
HEALTHCHECK CMD true
CMD ["c"]
ENTRYPOINT ["e"]
MAINTAINER base@example.com
