# One static binary in an empty image: no shell, no package manager, no root.
#
#   docker build -t chigiri .
#   docker run --rm -p 8080:8080 -p 2222:2222 chigiri demo --listen :8080 --ssh-listen :2222

FROM golang:1.26-bookworm AS build
WORKDIR /src
# The modules first: they change seldom, and their layer is kept.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w' -o /out/portal ./cmd/portal \
 && mkdir -p /out/data /out/tmp

FROM scratch
# Mail and single sign-on speak TLS; dates need the zones; neither is in scratch.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=build /src/LICENSE /licences/LICENSE
COPY --from=build /src/assets/licences /src/assets/fonts/*.txt /licences/
COPY --from=build --chown=65532:65532 --chmod=0700 /out/data /data
COPY --from=build --chown=65532:65532 --chmod=0700 /out/tmp /tmp
COPY --from=build /out/portal /portal
ENV ZONEINFO=/zoneinfo.zip
USER 65532:65532
# Web and SSH, both above 1024: binding them takes no privilege.
EXPOSE 8080 2222
VOLUME /data
ENTRYPOINT ["/portal"]
CMD ["serve"]
