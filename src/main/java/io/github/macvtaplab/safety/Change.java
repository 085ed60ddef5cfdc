package io.github.macvtaplab.safety;

/** A change of a node's state that closing takes back. */
@FunctionalInterface
public interface Change extends AutoCloseable {
    /**
     * Put the state back.
     *
     * @throws io.github.macvtaplab.model.LabException if the node refuses
     */
    @Override
    void close();
}
