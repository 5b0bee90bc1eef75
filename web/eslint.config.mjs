import { readdirSync } from "node:fs";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

/** Arrows of the source tree: app -> features -> components -> lib and api. */
const features = readdirSync(new URL("./src/features", import.meta.url));

const zones = [
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: "./src/features",
    except: [`./${feature}`],
    message:
      "Features never import each other: move what they share to components, lib or api.",
  })),
  {
    target: ["./src/components", "./src/lib", "./src/api"],
    from: ["./src/features", "./src/app"],
    message: "Shared code knows no feature and no route.",
  },
  {
    target: "./src/features",
    from: "./src/app",
    message: "Routes import features, never back.",
  },
  {
    target: ["./src/lib", "./src/api"],
    from: "./src/components",
    message: "lib and api are below components.",
  },
  { target: "./src/lib", from: "./src/api", message: "lib is below api." },
];

const config = [
  { ignores: [".next/**", "next-env.d.ts", "src/api/schema.d.ts"] },
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      "import/no-restricted-paths": ["error", { zones }],
      "import/no-cycle": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
];

export default config;
