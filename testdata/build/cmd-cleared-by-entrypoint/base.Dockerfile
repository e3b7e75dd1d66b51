FROM scratch
COPY file /
CMD ["inherited"]
ENTRYPOINT ["old"]
