// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs tests, a list of [name, function], one after the other; each has so many seconds. A test says
// what is wrong by throwing. Lines are TAP without numbers, the last is `N passed, N failed`.
'use strict';

const seconds_each = 60;

const within = (promise, seconds) => {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), seconds * 1000);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

const explain = (error) =>
    String(error.stack || error).split('\n').filter((line) => !line.includes('node:internal'))
        .slice(0, 24).map((line) => '# ' + line).join('\n');

// Ends with the number of tests that failed.
const run = async (tests, words, options = {}) => {
    const chosen = tests.filter(([name]) => !words.length || words.some((w) => name.includes(w)));
    let failed = 0;
    for (const [name, test] of chosen) {
        const began = Date.now();
        try {
            await within(test(), options.seconds || seconds_each);
            console.log(`ok ${name}`);
        } catch (error) {
            failed++;
            console.log(explain(error));
            console.log(`not ok ${name}`);
        }
        const seconds = (Date.now() - began) / 1000;
        if (seconds > 5) console.log(`# ${seconds.toFixed(1)} s: ${name}`);
    }
    console.log(`${chosen.length - failed} passed, ${failed} failed`);
    return chosen.length ? failed : 1;
};

module.exports = { run, within };
