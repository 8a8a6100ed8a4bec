// The cells of which there are hosts: old and new versions, each word size and byte order.

export const hostIds = [
  "go1.8.7-amd64",
  "go1.10.8-386",
  "go1.13.15-arm64",
  "go1.16.15-amd64",
  "go1.18.10-s390x",
  "go1.20.14-arm",
  "go1.26.8-386",
  "go1.26.8-arm64",
  "go1.26.8-riscv64",
  "go1.27.1-s390x",
  "go1.27.1-amd64",
];
