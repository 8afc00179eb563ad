import { expect, test } from "vitest";
import { hostRoleOf, maskDigits, taskNameOf } from "./task-name.ts";

test.each([
  [["browser.main"], "browser.main"],
  [["net.conn1"], "net.conn"],
  [["worker-3"], "worker"],
  [["t12"], "t"],
  [["http-nio-8080-exec-12"], "http-nio-exec"],
  [["pool-1-thread-5"], "pool-thread"],
  [["conn[12]"], "conn"],
  [["main"], "main"],
  [["ts-travel-service-64469b5b48-25zj6", "439bc949a9eeb0cc"], "ts-travel-service"],
  [["frontend-579b9bff58-t2dbm"], "frontend"],
  [["439bc949a9eeb0cc"], ""],
  [["12345"], ""],
  [["0x7f3a2b"], ""],
  [["550e8400-e29b-41d4-a716-446655440000"], ""],
  [["session 550e8400-e29b-41d4-a716-446655440000"], "session"],
  [["checkout", "12"], "checkout"],
  [["kafka consumer", "eu"], "kafka consumer eu"],
  [["t.s.TravelServiceImpl#532"], "t.s.TravelServiceImpl"],
  [["grpc.server:50051"], "grpc.server"],
  [["/api/v1/users/123"], "/api/v/users"],
  [["задача-7"], "задача"],
  [[""], ""],
])("task %j is named %s", (parts, name) => {
  expect(taskNameOf(parts)).toBe(name);
});

test.each([
  ["ts-gateway-service-6f6cfc45b-h5m2n", "ts-gateway-service"],
  ["ts-auth-service-1482348594-x8x2p", "ts-auth-service"],
  ["rate-86bd69bdcd-z28hz", "rate"],
  ["reservation-dc5557677-9t7xw", "reservation"],
  ["node-exporter-x8x2p", "node-exporter"],
  ["mysql-0", "mysql"],
  ["web1", "web"],
  ["db-01.eu.example.com", "db"],
  ["web-3:8080", "web"],
  ["33.33.33.116", "host"],
  ["10.0.0.1:9090", "host"],
  ["fe80::1ff:fe23:4567:890a", "host"],
  ["ip-10-0-3-17.ec2.internal", "host"],
  ["a1b2c3d4e5f6", "host"],
  ["Browser", "Browser"],
  ["", "host"],
])("host %s has the role %s", (host, role) => {
  expect(hostRoleOf(host)).toBe(role);
});

test("labels from free text lose their numbers", () => {
  expect(maskDigits(" retry 3 of 10 for 550e8400-e29b-41d4-a716-446655440000 ")).toBe("retry # of # for #");
});
