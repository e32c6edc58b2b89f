// SPDX-License-Identifier: AGPL-3.0-or-later
// All browser tests, in one Chromium. See ./run.
'use strict';

const { Browser } = require('./lib/browser');
const { run } = require('./lib/runner');

const main = async (words) => {
    const browser = await Browser.launch();
    try {
        const tests = require('./test_lib').tests(browser);
        return await run(tests, words);
    } finally {
        await browser.close();
    }
};

main(process.argv.slice(2)).then(
    (failed) => { process.exitCode = failed ? 1 : 0; },
    (error) => {
        console.log(`# ${error.stack}`);
        console.log('not ok the browser starts');
        process.exitCode = 1;
    });
