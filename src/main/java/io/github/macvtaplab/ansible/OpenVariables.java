package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the variables whose values only Ansible can say: templates, and values that are encrypted one by one. */
final class OpenVariables {
    private OpenVariables() {}

    /**
     * Look for them among the variables that the suite reads.
     *
     * @param root what {@code ansible-inventory --list} prints
     * @return their names by host; empty for most inventories
     */
    static Map<String, List<String>> in(JsonNode root) {
        InventoryTree tree = new InventoryTree(root);
        // What is wrong with the groups is told later.
        Members members = new GroupRules(tree, new Problems()).check();
        Map<String, List<String>> open = new LinkedHashMap<>();
        for (String host : members.all()) {
            JsonNode own = tree.variables(host);
            List<String> names = Arrays.stream(LabVariable.values())
                    .filter(known -> known.isFor(members.groupsOf(host)))
                    .map(known -> known.variable)
                    .distinct()
                    .filter(name -> isOpen(own.path(name)))
                    .toList();
            if (!names.isEmpty()) {
                open.put(host, names);
            }
        }
        return open;
    }

    private static boolean isOpen(JsonNode value) {
        if (Seen.isOpen(value)) {
            return true;
        }
        for (JsonNode part : value) {
            if (isOpen(part)) {
                return true;
            }
        }
        return false;
    }
}
