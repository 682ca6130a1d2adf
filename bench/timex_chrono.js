// Reads the documents on standard input with chrono-node: JSON lines with text and dct.
// Prints the seconds of one round, after a round to warm up, and how many expressions were found.
"use strict";
const chrono = require("chrono-node");

const lines = require("node:fs").readFileSync(0, "utf8").trim().split("\n");
const documents = lines.map((line) => JSON.parse(line));

function read({ text, dct }) {
  return chrono.parse(text, dct ? new Date(`${dct}T12:00:00`) : undefined).length;
}

function round() {
  return documents.reduce((found, document) => found + read(document), 0);
}

round();
const begin = process.hrtime.bigint();
const found = round();
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
console.log(JSON.stringify({ seconds, found }));
