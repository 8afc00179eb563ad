import type { ZoneTable } from "../core/log/source-plan.ts";

/** Central European time of 2022 to 2024, for tests. */
export const berlin: ZoneTable = {
  name: "Europe/Berlin",
  offsets: [
    { fromSeconds: Date.UTC(2021, 9, 31, 1) / 1000, minutes: 60 },
    { fromSeconds: Date.UTC(2022, 2, 27, 1) / 1000, minutes: 120 },
    { fromSeconds: Date.UTC(2022, 9, 30, 1) / 1000, minutes: 60 },
    { fromSeconds: Date.UTC(2023, 2, 26, 1) / 1000, minutes: 120 },
    { fromSeconds: Date.UTC(2023, 9, 29, 1) / 1000, minutes: 60 },
    { fromSeconds: Date.UTC(2024, 2, 31, 1) / 1000, minutes: 120 },
  ],
};
