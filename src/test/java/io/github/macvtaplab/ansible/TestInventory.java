package io.github.macvtaplab.ansible;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** An inventory as it was recorded, to be spoilt by a test. */
final class TestInventory {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The last part of an address, which is not a network's. */
    private static final Pattern HOST_NUMBER = Pattern.compile("(198\\.18\\.\\d+\\.|2001:db8:\\d+::)([1-9]\\d*)");

    private final ObjectNode tree;

    private TestInventory(ObjectNode tree) {
        this.tree = tree;
    }

    static TestInventory embedded() {
        return recorded("inventory.json");
    }

    static TestInventory recorded(String name) {
        return new TestInventory((ObjectNode) json(Recorded.text(name)));
    }

    /** The embedded lab with a second KVM host, kvm2: guests g3 and g4, and ports p10 and p11 of the switch. */
    static TestInventory withTwoKvmHosts() {
        return embedded()
                .copy("kvm1", "kvm2")
                .copy("g1", "g3")
                .copy("g2", "g4")
                .group("kvm_hosts", "{\"hosts\": [\"kvm1\", \"kvm2\"]}")
                .group("guests", "{\"hosts\": [\"g1\", \"g3\", \"g2\", \"g4\"]}")
                .set("kvm2", "lab_uplink_port", "\"p10\"")
                .set("kvm2", "lab_second_uplink_port", "\"p11\"")
                .set("switch,peer", "lab_jump", "\"\"");
    }

    /** Add a host that is like another, but for its names and addresses. */
    private TestInventory copy(String host, String like) {
        String text = vars(host).toString().replace("kvm1", "kvm2").replace("52:54:00:12:", "52:54:00:13:");
        String moved = HOST_NUMBER
                .matcher(text)
                .replaceAll(match -> match.group(1) + (Integer.parseInt(match.group(2)) + 100));
        ((ObjectNode) tree.path("_meta").path("hostvars")).set(like, json(moved));
        return this;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    ObjectNode tree() {
        return tree;
    }

    ObjectNode vars(String host) {
        return (ObjectNode) tree.path("_meta").path("hostvars").path(host);
    }

    /** Give a host, or several with commas between, a value. */
    TestInventory set(String hosts, String variable, String json) {
        for (String host : hosts.split(",")) {
            parent(host, variable).set(last(variable), json(json));
        }
        return this;
    }

    TestInventory remove(String host, String variable) {
        parent(host, variable).remove(last(variable));
        return this;
    }

    TestInventory rename(String host, String variable, String name) {
        ObjectNode parent = parent(host, variable);
        parent.set(name, parent.remove(last(variable)));
        return this;
    }

    TestInventory group(String group, String json) {
        tree.set(group, json(json));
        return this;
    }

    TestInventory renameGroup(String group, String name) {
        tree.set(name, tree.remove(group));
        return this;
    }

    List<String> problems() {
        return InventoryContract.problems(tree);
    }

    private ObjectNode parent(String host, String variable) {
        ObjectNode parent = vars(host);
        String[] keys = variable.split("\\.");
        for (int i = 0; i < keys.length - 1; i++) {
            parent = (ObjectNode) parent.path(keys[i]);
        }
        return parent;
    }

    private static String last(String variable) {
        return variable.substring(variable.lastIndexOf('.') + 1);
    }
}
