package io.github.macvtaplab.config;

/** Says where Ansible runs: {@code lab.ansible}. */
public enum AnsibleChoice {
    /** In the execution environment container, with a pinned version. */
    CONTAINER,
    /** As the {@code ansible-playbook} that is installed here. */
    LOCAL
}
