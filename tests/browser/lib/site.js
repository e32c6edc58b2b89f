// SPDX-License-Identifier: AGPL-3.0-or-later
// A fresh demo site and the process that serves it, through the outside contract alone: the commands
// `demo`, `start` and `user link`. Everything lies in a folder of its own under build/browser.
'use strict';

const { execFile, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { within } = require('./runner');

const root = path.resolve(__dirname, '../../..');
const hearth = path.join(root, 'build/hearth');
const seconds_to_start = 30;

const environment = () => {
    const kept = { ...process.env, NO_COLOR: '1' };
    for (const name of Object.keys(kept)) if (name.startsWith('HEARTH_')) delete kept[name];
    return kept;
};

const command = (words) => new Promise((resolve, reject) => {
    execFile(hearth, words, { env: environment(), timeout: 120000 }, (error, stdout, stderr) => {
        if (error) reject(new Error(`hearth ${words.join(' ')}: ${stderr || error.message}`));
        else resolve(stdout);
    });
});

// The first line on stdout, as JSON.
const first_line = (child) => new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr.on('data', (bytes) => { err += bytes; });
    child.stdout.on('data', (bytes) => {
        out += bytes;
        if (out.includes('\n')) resolve(JSON.parse(out.slice(0, out.indexOf('\n'))));
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`hearth start ended with ${code}: ${err}`)));
});

class Site {
    // options: size (house, network), database (a PostgreSQL connection string).
    static async make(name, options = {}) {
        const site = new Site();
        fs.mkdirSync(path.join(root, 'build/browser'), { recursive: true });
        site.dir = fs.mkdtempSync(path.join(root, `build/browser/site-${name}-`));
        const words = ['demo', '--dir', site.dir, '--no-serve', '--size', options.size || 'house'];
        if (options.database) {
            words.push('--database', options.database, '--schema', `browser_${process.pid}_${name}`);
        }
        await command(words);
        return site.named();
    }

    // A folder in which nothing is yet: start makes a site of it.
    static empty(name) {
        const site = new Site();
        fs.mkdirSync(path.join(root, 'build/browser'), { recursive: true });
        site.dir = fs.mkdtempSync(path.join(root, `build/browser/site-${name}-`));
        return site.named();
    }

    named() {
        this.words = ['--store', path.join(this.dir, 'site'),
            '--key-file', path.join(this.dir, 'site-key')];
        return this;
    }

    // Works on the idle and on the running site.
    run(...words) { return command([...this.words, ...words]); }

    async json(...words) { return JSON.parse(await this.run('--json', ...words)); }

    async start(...words) {
        this.child = spawn(hearth, [...this.words, 'start', '--listen', '127.0.0.1:0', '--no-open',
            '--json', ...words], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
        const line = await within(first_line(this.child), seconds_to_start);
        this.url = line.url;
        this.public_url = line.public;
        this.signin = line.signin;
        this.setup = line.setup;
        return this;
    }

    origins() { return [this.url, this.public_url].filter(Boolean).map((u) => new URL(u).origin); }

    // A sign-in address that works once. Its host may be a name or a path; ours is what start said.
    async link(user) {
        const said = await this.json('user', 'link', user);
        const found = said.signin || said.url || said.link;
        if (!found) throw new Error(`user link ${user} gave no address: ${JSON.stringify(said)}`);
        const parsed = new URL(found, this.url);
        return this.url + parsed.pathname + parsed.search;
    }

    async stop(signal = 'SIGTERM') {
        const child = this.child;
        this.child = null;
        if (!child || child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => { child.once('exit', resolve); });
        child.kill(signal);
        await within(ended, 10);
    }

    async remove() {
        await this.stop();
        fs.rmSync(this.dir, { recursive: true, force: true });
    }
}

module.exports = { Site, root };
