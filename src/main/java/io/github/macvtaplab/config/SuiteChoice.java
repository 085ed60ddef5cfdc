package io.github.macvtaplab.config;

/** Says which tests run: {@code lab.suite}. */
public enum SuiteChoice {
    /** Those that judge the claims. */
    STANDARD,
    /** Those that break the embedded lab on purpose, to see that the suite notices. */
    SABOTAGE,
    /** Those that test the figures and the rule that judges them: the tools by hand, equals against equals, a known difference. */
    CALIBRATION
}
