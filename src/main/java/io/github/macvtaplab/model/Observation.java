package io.github.macvtaplab.model;

/**
 * Holds what one test found out about a claim.
 *
 * @param claim the claim
 * @param verdict what this test alone says about it
 * @param test display name of the test
 * @param summary the finding in a few words, such as {@code 24 paths blocked, 48 witnesses}
 */
public record Observation(ClaimId claim, ClaimVerdict verdict, String test, String summary) {}
