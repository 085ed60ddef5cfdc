package io.github.macvtaplab.config;

/** Says which tests run: {@code lab.suite}. */
public enum SuiteChoice {
    /** Those that judge the claims. */
    STANDARD,
    /** None: looks at each node, changes nothing, and says what is missing. */
    PREFLIGHT,
    /** None: puts back what earlier runs have left. */
    RECOVER,
    /** Those that end runs on a second lab in every bad way. */
    SAFETY,
    /** Those that break the embedded lab on purpose, to see that the suite notices. */
    SABOTAGE,
    /** Those that test the figures and the rule that judges them: the tools by hand, equals against equals, a known difference. */
    CALIBRATION
}
