import { expect, test } from "vitest";
import { isNetworkAddress } from "./network-address.ts";

test.each(["10.0.0.1", "10.0.0.1:9090", "fe80::1ff:fe23:4567:890a", "::1", "2001:db8:0:0:0:0:0:1", "[::1]:80"])(
  "%s is an address",
  (text) => expect(isNetworkAddress(text)).toBe(true),
);

test.each(["", "-", "1.2.3", "f2a74de4", "09:00:00", "5f3a:1:0:1", "std::string", "10.0.0.1 x"])("%s is none", (text) =>
  expect(isNetworkAddress(text)).toBe(false),
);
