package io.github.macvtaplab.safety;

import io.github.macvtaplab.model.Node;
import java.util.List;

/** Changes nodes, and keeps on each what takes the change back. */
@FunctionalInterface
public interface Journal {
    /**
     * Change a node, once what takes it back is written there.
     *
     * @param key the change's name; of several with one name the first reversal stays
     * @param devices the interfaces that are touched; the node refuses if one is managed
     * @param undo lines for {@code sh} that put everything back, whatever state they find; what they quote as {@code $(...)} is read
     *     now, what they quote as {@code \$} when they run
     * @param script lines for {@code sh} that make the change
     * @throws io.github.macvtaplab.model.LabException if the node refuses
     */
    Change change(Node node, String key, List<String> devices, String undo, String script);
}
