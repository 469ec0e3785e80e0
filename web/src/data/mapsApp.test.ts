// Phones of both kinds get an address they can open.
import { expect, it } from "vitest";
import { mapsAppAddress } from "./mapsApp";

it("speaks geo: to Android and Apple Maps to iPhones", () => {
  expect(mapsAppAddress([105.7, 20.9], "HTX (cũ)", "Mozilla/5.0 (Linux; Android 14)")).toBe("geo:20.9,105.7?q=20.9,105.7(HTX%20%28c%C5%A9%29)");
  expect(mapsAppAddress([105.7, 20.9], "HTX", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)")).toBe("https://maps.apple.com/?ll=20.9,105.7&q=HTX");
});
