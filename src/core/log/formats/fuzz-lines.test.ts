import { testDamaged } from "../../../testing/fuzz-formats.ts";
import { FORMATS } from "./registry.ts";

// Lines inside others have a test beside their readers, Parquet one beside its codec.
await testDamaged(
  FORMATS.filter(({ lines, framing }) => lines !== undefined || framing === "csv").map(({ name }) => name),
);
