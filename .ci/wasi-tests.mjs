// The tests of one file for wasm32-wasip1, under node: `node wasi-tests.mjs RUNNER FILE`. Its exit code says whether all pass that can
// run there.
//
// A panic ends the program there, and with it all tests of the file: so it is run again without those that it came to, until it gets
// to its end, and each that ended it by itself. Left out, and named at the end, is what needs threads or processes, which there are
// none of, and what catches a panic.
import { spawnSync } from 'node:child_process';
import { basename, resolve } from 'node:path';

// What catches a panic has that word in its name, but for these.
const PANICS = [
    'destroy::values_are_dropped_before',
    'detached::what_is_dropped_frees_and_drops_its_values_once_wherever_it_is',
];

const [runner, file] = process.argv.slice(2);
// Tests look into the sources.
const cwd = resolve(import.meta.dirname, '..');

function run(...args) {
    const ran = spawnSync(process.execPath, ['--no-warnings', runner, resolve(file), ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
    return { text: ran.stdout + ran.stderr, ended: ran.status === 0 };
}

// Lines such as `test module::name ... ok`; where the program ended in between, without the last word.
function tests(text) {
    return [...text.matchAll(/^test (\S+)(?: - should panic)? \.\.\. (\w*)/gm)].map(([, name, result]) => ({ name, result }));
}

const done = [];
const left = [];
const failed = [];
for (;;) {
    const skipped = [...done, ...left, ...failed].flatMap((name) => ['--skip', name]);
    const { text, ended } = run('--test-threads=1', '--exact', ...skipped);
    done.push(...tests(text).filter(({ result }) => result === 'ok').map(({ name }) => name));
    if (ended) {
        break;
    }
    const last = tests(text).findLast(({ result }) => result !== 'ok' && result !== 'ignored');
    if (last === undefined) {
        console.log(text);
        failed.push('the program itself');
        break;
    }
    // By itself it has an empty heap, as it has elsewhere, where each test has a thread.
    const alone = run('--exact', last.name, '--nocapture');
    if (alone.ended) {
        done.push(last.name);
    } else if (/Unsupported|not supported/.test(alone.text) || /panic/.test(last.name) || PANICS.includes(last.name)) {
        left.push(last.name);
    } else {
        console.log(alone.text);
        failed.push(last.name);
    }
}

console.log(`${basename(file).replace(/-\w+\.wasm$/, '')}: ${done.length} passed, ${failed.length} failed, ${left.length} left out`);
for (const name of failed) {
    console.log(`  FAILED ${name}`);
}
for (const name of left) {
    console.log(`  left out: ${name}`);
}
process.exitCode = failed.length === 0 ? 0 : 1;
