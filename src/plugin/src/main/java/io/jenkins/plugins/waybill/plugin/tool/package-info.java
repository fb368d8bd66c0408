/**
 * The programs that promotions use, such as helm, on agents. Start with {@link
 * io.jenkins.plugins.waybill.plugin.tool.AgentTools}.
 *
 * <p>A step that needs programs takes its turn in Jenkins' queue like a build does, as a task with a label: so clouds
 * make agents for it, and a node's executors, its users' permissions and a Jenkins that prepares for shutdown are
 * respected. A call on the agent's channel alone would need less, but would get past all of that. While the turn has not
 * come, neither a thread nor an executor is held; the executor is given back as soon as the step is done with its
 * programs. Turns are not kept over a restart of Jenkins: the step asks again.
 *
 * <p>Knows nothing of particular steps; which files are needed, and for how long a program may run, the engine says.
 */
package io.jenkins.plugins.waybill.plugin.tool;
