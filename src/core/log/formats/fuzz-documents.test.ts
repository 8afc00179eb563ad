import { testDamaged } from "../../../testing/fuzz-formats.ts";
import { FORMATS } from "./registry.ts";

await testDamaged(FORMATS.filter(({ elements }) => elements !== undefined).map(({ name }) => name));
