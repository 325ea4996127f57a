// The workbench: only for those who may translate; others get the page to read.

import { Bench } from "./bench.js"

const form = document.getElementById("bench")
if (form) new Bench(form)
