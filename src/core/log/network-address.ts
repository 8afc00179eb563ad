const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/;
/** Eight groups, or fewer around a double colon; in brackets before a port. */
const IPV6 =
  /^(?:\[(?=[^\]]*::|(?:[^:\]]*:){7})[0-9a-f:.]+\](?::\d+)?|(?=.*::|(?:[^:]*:){7})[0-9a-f:.]*:[0-9a-f:.]*)$/i;

/** "10.0.0.1", "10.0.0.1:9090". */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** An address of either version of the protocol, with or without a port. */
export function isNetworkAddress(text: string): boolean {
  return IPV4.test(text) || IPV6.test(text);
}
