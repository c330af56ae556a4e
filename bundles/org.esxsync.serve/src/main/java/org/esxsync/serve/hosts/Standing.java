package org.esxsync.serve.hosts;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the hosts at a moment.
 *
 * @param judgement the last one, or null if there is none yet
 * @param problem why hosts could last not be judged; empty if they could
 * @param isJudging whether they are being judged again
 */
public record Standing(@Nullable Judgement judgement, String problem, boolean isJudging) {}
