// Starts the app: styles, address, window size, then the page itself.
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/print.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { session } from "./data/session.svelte";
import { media } from "./data/media.svelte";
import { atlas } from "./state/atlas.svelte";

atlas.start();
media.start();
session.start();

const target = document.getElementById("app");
if (target) mount(App, { target });
