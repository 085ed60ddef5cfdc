package io.github.macvtaplab.junit;

/** Entry point of the assertions about paths. */
public final class LabAssertions {
    private LabAssertions() {}

    /** Begin an assertion about paths. */
    public static PathAssert assertThat(PathsUnderTest paths) {
        return new PathAssert(paths);
    }

    /** Begin an assertion about the cells of a situation. */
    public static CellsUnderTest assertThat(CellsUnderTest cells) {
        return cells;
    }
}
