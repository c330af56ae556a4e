package org.esxsync.benchmark.samples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/**
 * Bytes that compress like a patch's: three quarters are as RPMs are, compressed already, the rest
 * is like programs and text. Safe for many threads.
 */
public final class PatchContent {

    private static final int POOL = 64 << 20;
    private static final int BLOCK = 256 * 1024;
    private static final int WORDS = 2000;

    private final byte[] pool = new byte[POOL];

    PatchContent(long seed) {
        Random random = new Random(seed);
        byte[][] words = words(random);
        byte[] block = new byte[BLOCK];
        for (int at = 0; at < POOL; at += BLOCK) {
            if (random.nextInt(4) > 0) {
                random.nextBytes(block);
            } else {
                fill(block, words, random);
            }
            System.arraycopy(block, 0, pool, at, BLOCK);
        }
    }

    /** Writes so many bytes, which depend on the seed. */
    void write(OutputStream out, long size, Random seed) throws IOException {
        long left = size;
        while (left > 0) {
            int at = seed.nextInt(POOL / BLOCK) * BLOCK;
            int count = (int) Math.min(left, BLOCK);
            out.write(pool, at, count);
            left -= count;
        }
    }

    private static byte[][] words(Random random) {
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] =
                    Long.toString(random.nextLong() >>> random.nextInt(40), 36).getBytes(US_ASCII);
        }
        return words;
    }

    private static void fill(byte[] block, byte[][] words, Random random) {
        int at = 0;
        while (at < block.length) {
            byte[] word = words[(int) Math.abs(random.nextGaussian() * WORDS / 4) % WORDS];
            int count = Math.min(word.length, block.length - at);
            System.arraycopy(word, 0, block, at, count);
            at += count;
            if (at < block.length) {
                block[at++] = ' ';
            }
        }
    }
}
