// SPDX-License-Identifier: AGPL-3.0-or-later
// All browser tests, in one Chromium. See ./run.
'use strict';

const { Browser } = require('./lib/browser');
const { run } = require('./lib/runner');
const { Site } = require('./lib/site');

// Tests of a site, made when it stands. Pages are only looked at; journeys write.
const of_site = async (browser, site, long) => [
    ...await require('./test_pages').tests(browser, site, long),
    ...await require('./test_figures').tests(browser, site),
];

const journeys = (browser, site) => [
    ...require('./test_journeys').tests(browser, site),
    ...require('./test_session').tests(browser, site),
    ...require('./test_activities').tests(browser, site),
    ...require('./test_setup').tests(browser),
];

const main = async (words) => {
    const long = process.env.HEARTH_CHECK_LONG === 'yes';
    const browser = await Browser.launch();
    const site = await Site.make('pages', { size: 'network' });
    const house = await Site.make('journeys', { size: 'house' });
    try {
        await site.start();
        await house.start();
        const tests = [
            ...require('./test_lib').tests(browser),
            ...journeys(browser, house),
            ...await of_site(browser, site, long),
        ];
        return await run(tests, words);
    } finally {
        await browser.close();
        await site.remove();
        await house.remove();
    }
};

main(process.argv.slice(2)).then(
    (failed) => { process.exitCode = failed ? 1 : 0; },
    (error) => {
        console.log(`# ${error.stack}`);
        console.log('not ok the browser starts');
        process.exitCode = 1;
    });
