<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Act</name>
    <message>
        <source>Process: %1</source>
        <translation>进程：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more process(es) hold the same socket.</source>
        <translation>
            <numerusform>另有 %n 个进程持有同一个套接字。</numerusform>
        </translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 (PID %2)</source>
        <extracomment>a process: %1 its name, %2 its number</extracomment>
        <translation>%1（PID %2）</translation>
    </message>
    <message>
        <source>Close this connection?</source>
        <translation>关闭此连接？</translation>
    </message>
    <message>
        <source>This end is closed at once: the process goes on, and finds the connection aborted when it next uses it. The other end gets a RST. What was sent and not yet acknowledged is lost. It cannot be undone.</source>
        <translation>本端立即关闭：进程继续运行，下次使用此连接时会发现它已中止。对端会收到 RST。已发送但尚未确认的数据会丢失。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Close connection</source>
        <translation>关闭连接</translation>
    </message>
    <message>
        <source>Close this listener?</source>
        <translation>关闭此监听套接字？</translation>
    </message>
    <message>
        <source>Nobody can connect to this port any more, until the process opens it anew: many have to be started again for that. Connections that wait to be accepted are reset; those that were accepted live on. It cannot be undone.</source>
        <translation>在进程重新打开之前，谁也无法再连接此端口；许多程序需要重新启动才会重新打开。等待 accept 的连接会被复位，已经 accept 的连接继续存在。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Close listener</source>
        <translation>关闭监听套接字</translation>
    </message>
    <message>
        <source>End this process?</source>
        <translation>结束此进程？</translation>
    </message>
    <message>
        <source>It is asked to end (SIGTERM), and may save its work first. All its connections close, not only this one, and what it has not saved may be lost.</source>
        <translation>请求进程结束（SIGTERM），它可以先保存工作。它的所有连接都会关闭，不只是这一个；未保存的内容可能丢失。</translation>
    </message>
    <message>
        <source>End process</source>
        <translation>结束进程</translation>
    </message>
    <message>
        <source>End it at once?</source>
        <translation>立即结束？</translation>
    </message>
    <message>
        <source>%1 was asked to end and is still there.</source>
        <translation>已请求 %1 结束，但它仍在运行。</translation>
    </message>
    <message>
        <source>The kernel ends it without asking (SIGKILL): it cannot save anything. All its connections close.</source>
        <translation>内核不经询问直接结束它（SIGKILL）：它无法保存任何内容。它的所有连接都会关闭。</translation>
    </message>
    <message>
        <source>End at once</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>It is in another network namespace, which the helper does not enter.</source>
        <translation>它在另一个网络命名空间中，辅助程序不会进入那里。</translation>
    </message>
    <message>
        <source>The kernel has told no cookie of this socket, and without it another one could be hit.</source>
        <translation>内核没有给出此套接字的 cookie，没有它就可能误关别的套接字。</translation>
    </message>
    <message>
        <source>What may be done is still being found out.</source>
        <translation>正在查明可以执行哪些操作。</translation>
    </message>
    <message>
        <source>synoptic-capture, which does it, is not installed.</source>
        <translation>执行此操作的 synoptic-capture 没有安装。</translation>
    </message>
    <message>
        <source>You may not start synoptic-capture, which does it. See Help ▸ Capabilities.</source>
        <translation>您无权启动执行此操作的 synoptic-capture。请看“帮助 ▸ 可用功能”。</translation>
    </message>
    <message>
        <source>synoptic-capture, which does it, does not answer as it should. See Help ▸ Capabilities.</source>
        <translation>执行此操作的 synoptic-capture 没有正常应答。请看“帮助 ▸ 可用功能”。</translation>
    </message>
    <message>
        <source>Only an administrator may close connections. See Help ▸ Capabilities.</source>
        <translation>只有管理员可以关闭连接。请看“帮助 ▸ 可用功能”。</translation>
    </message>
    <message>
        <source>It is from a capture file: there is nothing to close.</source>
        <translation>它来自捕获文件：没有可以关闭的东西。</translation>
    </message>
    <message>
        <source>UDP has no connections. End the process that holds the socket.</source>
        <translation>UDP 没有连接。请结束持有此套接字的进程。</translation>
    </message>
    <message>
        <source>It is closed already.</source>
        <translation>它已经关闭。</translation>
    </message>
    <message>
        <source>This is a listener, not a connection.</source>
        <translation>这是监听套接字，不是连接。</translation>
    </message>
    <message>
        <source>Both ends have closed it. The kernel only waits for late segments.</source>
        <translation>两端都已关闭。内核只是在等待迟到的报文段。</translation>
    </message>
    <message>
        <source>Packets alone tell of it: no socket of this computer is known.</source>
        <translation>只有数据包显示了它：没有已知的本机套接字。</translation>
    </message>
    <message>
        <source>This is not a listener.</source>
        <translation>这不是监听套接字。</translation>
    </message>
    <message>
        <source>It is from a capture file, which names no processes.</source>
        <translation>它来自捕获文件，其中没有进程信息。</translation>
    </message>
    <message>
        <source>No process holds this socket: the kernel keeps it by itself.</source>
        <translation>没有进程持有此套接字：由内核自己保留。</translation>
    </message>
    <message>
        <source>The process belongs to another user, who alone may end it.</source>
        <translation>进程属于另一个用户，只有该用户可以结束它。</translation>
    </message>
    <message>
        <source>No process that can be seen from here holds it.</source>
        <translation>从这里能看到的进程都不持有它。</translation>
    </message>
    <message>
        <source>It is not known which process holds it.</source>
        <translation>不知道哪个进程持有它。</translation>
    </message>
    <message>
        <source>It is not known for certain which process holds it.</source>
        <translation>无法确定哪个进程持有它。</translation>
    </message>
    <message>
        <source>This is Synoptic itself: close its window instead.</source>
        <translation>这是 Synoptic 自己：请直接关闭它的窗口。</translation>
    </message>
    <message>
        <source>This is the first process, on which all others depend.</source>
        <translation>这是第一个进程，其他进程都依赖它。</translation>
    </message>
</context>
<context>
    <name>Capabilities</name>
    <message>
        <source>synoptic-capture is being asked.</source>
        <translation>正在询问 synoptic-capture。</translation>
    </message>
    <message>
        <source>synoptic-capture is not installed. Install it beside this program.</source>
        <translation>synoptic-capture 没有安装。请把它安装在本程序旁边。</translation>
    </message>
    <message>
        <source>You may not start synoptic-capture%1. Members of the group synoptic may: run this once and log in again.</source>
        <translation>您无权启动 synoptic-capture%1。synoptic 组的成员可以：运行一次下面的命令，然后重新登录。</translation>
    </message>
    <message>
        <source>synoptic-capture does not answer as it should%1. Install the same version of both.</source>
        <translation>synoptic-capture 没有正常应答%1。请安装相同版本的两个程序。</translation>
    </message>
    <message>
        <source>Whoever started Synoptic forbade new rights, as containers and sandboxes do. Start it outside.</source>
        <translation>启动 Synoptic 的程序禁止取得新权限，容器和沙箱就是这样。请在外面启动。</translation>
    </message>
    <message>
        <source>Run this once and log in again.</source>
        <translation>运行一次下面的命令，然后重新登录。</translation>
    </message>
    <message>
        <source>It is read while this computer is watched.</source>
        <translation>观察本机时读取。</translation>
    </message>
    <message>
        <source>The kernel refused socket queries (netlink), so /proc/net is read: without round-trip times, rates and retransmissions.</source>
        <translation>内核拒绝了套接字查询（netlink），因此改读 /proc/net：没有往返时间、速率和重传。</translation>
    </message>
    <message>
        <source>Every connection as it is at each look. It needs no right.</source>
        <translation>每次查看时的所有连接。不需要任何权限。</translation>
    </message>
    <message>
        <source>They are looked for while this computer is watched.</source>
        <translation>观察本机时查找。</translation>
    </message>
    <message>
        <source>Those of your own processes. The kernel shows those of other users to an administrator alone; the kernel&apos;s trace names whoever acts while it runs.</source>
        <translation>您自己的进程。其他用户的进程内核只向管理员显示；内核跟踪运行期间会给出操作者的名称。</translation>
    </message>
    <message>
        <source>Every socket&apos;s process.</source>
        <translation>每个套接字的进程。</translation>
    </message>
    <message>
        <source>Every process that can be seen from here. Some sockets belong to containers or to the kernel.</source>
        <translation>从这里能看到的所有进程。有些套接字属于容器或内核。</translation>
    </message>
    <message>
        <source>Every transition as the kernel makes it.</source>
        <translation>内核做出的每一次状态转换。</translation>
    </message>
    <message>
        <source>synoptic-capture was built without it: clang and bpftool were missing then. Install a build that has it.</source>
        <translation>synoptic-capture 构建时没有包含它：当时缺少 clang 和 bpftool。请安装包含它的版本。</translation>
    </message>
    <message>
        <source>The kernel %1 does not describe its types (BTF), which the trace needs. Distribution kernels of today do.</source>
        <translation>内核 %1 没有提供跟踪所需的类型描述（BTF）。当今发行版的内核都提供。</translation>
    </message>
    <message>
        <source>synoptic-capture lacks the capabilities cap_bpf and cap_perfmon.</source>
        <translation>synoptic-capture 缺少 cap_bpf 和 cap_perfmon 权能。</translation>
    </message>
    <message>
        <source>Every transition as the kernel makes it, while this computer is watched.</source>
        <translation>观察本机时，内核做出的每一次状态转换。</translation>
    </message>
    <message>
        <source>synoptic-capture lacks the capability cap_net_raw.</source>
        <translation>synoptic-capture 缺少 cap_net_raw 权能。</translation>
    </message>
    <message>
        <source>Packets of any interface: Capture ▸ Capture packets.</source>
        <translation>任何网络接口的数据包：捕获 ▸ 捕获数据包。</translation>
    </message>
    <message>
        <source>Connection ▸ Close connection, after a question.</source>
        <translation>连接 ▸ 关闭连接，会先询问。</translation>
    </message>
    <message>
        <source>Connection ▸ Close connection, after a question and an administrator&apos;s password.</source>
        <translation>连接 ▸ 关闭连接，会先询问，并要求管理员密码。</translation>
    </message>
    <message>
        <source>Only an administrator may. Install Synoptic&apos;s package, whose polkit policy lets pkexec ask for the password, or close it in a terminal.</source>
        <translation>只有管理员可以。请安装 Synoptic 的软件包，其 polkit 策略允许 pkexec 询问密码；或者在终端中关闭。</translation>
    </message>
    <message>
        <source>The rules are read, and each listener tells what they do with packets from outside.</source>
        <translation>规则已读取，每个监听套接字都会说明规则如何处理来自外部的数据包。</translation>
    </message>
    <message>
        <source>They are read while this computer is watched.</source>
        <translation>观察本机时读取。</translation>
    </message>
    <message>
        <source>Listeners ▸ Read them, with an administrator&apos;s password.</source>
        <translation>监听套接字 ▸ 读取规则，需要管理员密码。</translation>
    </message>
    <message>
        <source>Only an administrator may read the rules.</source>
        <translation>只有管理员可以读取规则。</translation>
    </message>
    <message>
        <source>The window shows the network namespace it runs in. What containers do is seen by synoptic-cli, as an administrator.</source>
        <translation>窗口显示它所在的网络命名空间。容器中的情况可由管理员用 synoptic-cli 查看。</translation>
    </message>
    <message>
        <source>Socket table</source>
        <translation>套接字表</translation>
    </message>
    <message>
        <source>Process names</source>
        <translation>进程名称</translation>
    </message>
    <message>
        <source>Kernel trace</source>
        <translation>内核跟踪</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Closing connections</source>
        <translation>关闭连接</translation>
    </message>
    <message>
        <source>Firewall rules</source>
        <translation>防火墙规则</translation>
    </message>
    <message>
        <source>Other network namespaces</source>
        <translation>其他网络命名空间</translation>
    </message>
    <message>
        <source>works</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>works in part</source>
        <translation>部分可用</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>being found out</source>
        <translation>正在查明</translation>
    </message>
</context>
<context>
    <name>CaptureText</name>
    <message>
        <source>byte %L1</source>
        <translation>第 %L1 字节</translation>
    </message>
    <message>
        <source>packet %L1, byte %L2</source>
        <extracomment>A place in a capture file</extracomment>
        <translation>第 %L1 个数据包（第 %L2 字节）</translation>
    </message>
    <message>
        <source>It cannot be opened: %1</source>
        <translation>无法打开：%1</translation>
    </message>
    <message>
        <source>It cannot be read beyond %1: %2</source>
        <translation>%1 之后无法读取：%2</translation>
    </message>
    <message>
        <source>There is no room for a temporary file to decompress it to: %1</source>
        <translation>没有空间存放解压用的临时文件：%1</translation>
    </message>
    <message>
        <source>It is no capture: neither pcap nor pcapng, nor either of them in gzip</source>
        <translation>不是捕获文件：既非 pcap 也非 pcapng，也不是它们的 gzip 压缩</translation>
    </message>
    <message>
        <source>Its format is of a version that is not known (%1)</source>
        <translation>文件格式的版本未知（%1）</translation>
    </message>
    <message>
        <source>It is cut short at %1; all before that is shown</source>
        <extracomment>%1 is a place in the file</extracomment>
        <translation>文件在%1处被截断；此前的内容均已显示</translation>
    </message>
    <message>
        <source>It is damaged at %1; all before that is shown</source>
        <translation>文件在%1处损坏；此前的内容均已显示</translation>
    </message>
    <message>
        <source>Its compressed data is damaged or cut short at %1 of what it holds; all before that is shown</source>
        <translation>压缩数据在解压后的%1处损坏或被截断；此前的内容均已显示</translation>
    </message>
    <message>
        <source>Decompressed, it is larger than the limit, at %1; all before that is shown</source>
        <translation>解压后在%1处超过上限；此前的内容均已显示</translation>
    </message>
    <message>
        <source>Check the path and whether you may read it, then open it again.</source>
        <translation>请检查路径以及您是否有读取权限，然后重新打开。</translation>
    </message>
    <message>
        <source>Free some space, or set TMPDIR to a folder with room.</source>
        <translation>请腾出空间，或将 TMPDIR 设为有空间的目录。</translation>
    </message>
    <message>
        <source>Save it as pcap or pcapng with the program that made it.</source>
        <translation>请用生成它的程序另存为 pcap 或 pcapng。</translation>
    </message>
    <message>
        <source>If it is still being written, the rest will follow by itself; else copy it anew.</source>
        <translation>若文件仍在写入，其余部分会自动出现；否则请重新复制。</translation>
    </message>
    <message>
        <source>Copy or capture it anew for the rest.</source>
        <translation>如需其余部分，请重新复制或重新捕获。</translation>
    </message>
    <message>
        <source>Decompress it yourself and open the result.</source>
        <translation>请自行解压后打开。</translation>
    </message>
    <message>
        <source>It is empty: there is not even the header of a capture in it</source>
        <translation>文件是空的：连捕获文件的文件头都没有</translation>
    </message>
    <message>
        <source>It ends within the header of the file, before its first packet</source>
        <translation>文件在文件头处就结束了，还没有第一个数据包</translation>
    </message>
    <message>
        <source>Nothing was captured into it, or what does has not written yet: end it there, or wait, and open it again.</source>
        <translation>没有抓到任何数据包，或者抓包程序还没有写入：请结束抓包或稍等片刻，然后重新打开。</translation>
    </message>
</context>
<context>
    <name>CaseReport</name>
    <message>
        <source>socket table</source>
        <translation>套接字表</translation>
    </message>
    <message>
        <source>kernel trace</source>
        <translation>内核跟踪</translation>
    </message>
    <message>
        <source>packets on %1</source>
        <translation>%1 上的数据包</translation>
    </message>
    <message>
        <source>packets of a capture file</source>
        <translation>捕获文件中的数据包</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Capture file</source>
        <translation>捕获文件</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>none needed to read a file</source>
        <translation>读取文件无需权限</translation>
    </message>
    <message>
        <source>root</source>
        <translation>root</translation>
    </message>
    <message>
        <source>an ordinary user</source>
        <translation>普通用户</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>%L1 of %L2 packets could not be read</source>
        <translation>%L2 个数据包中有 %L1 个无法读取</translation>
    </message>
    <message>
        <source>%L1 events or packets lost</source>
        <translation>丢失 %L1 个事件或数据包</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>shown in full (redaction off)</source>
        <translation>完整显示（未脱敏）</translation>
    </message>
    <message>
        <source>redacted, key %1</source>
        <translation>已脱敏，密钥 %1</translation>
    </message>
    <message>
        <source>connections, %L1 UDP</source>
        <translation>连接，其中 UDP %L1</translation>
    </message>
    <message>
        <source>connections, %L1 listening</source>
        <translation>连接，其中监听 %L1</translation>
    </message>
    <message>
        <source>packets, %1 payload</source>
        <translation>数据包，载荷 %1</translation>
    </message>
    <message>
        <source>refused or unanswered</source>
        <translation>被拒绝或无应答</translation>
    </message>
    <message>
        <source>events lost</source>
        <translation>丢失的事件</translation>
    </message>
    <message>
        <source>segments retransmitted, %L1 RST</source>
        <translation>重传的报文段，RST %L1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>诊断结果</translation>
    </message>
    <message>
        <source>No rule found anything wrong. That is no proof that all is well: see method and limits.</source>
        <translation>没有规则发现异常。这并不证明一切正常：参见“方法与局限”。</translation>
    </message>
    <message>
        <source>States at %1</source>
        <translation>%1 时的状态</translation>
    </message>
    <message>
        <source>In which state the client&apos;s end of each TCP connection was when the capture ended.</source>
        <translation>捕获结束时，每个 TCP 连接的客户端一端所处的状态。</translation>
    </message>
    <message>
        <source>Number of connections in each state.</source>
        <translation>处于各状态的连接数。</translation>
    </message>
    <message>
        <source>States over time</source>
        <translation>状态随时间的变化</translation>
    </message>
    <message>
        <source>Open connections by state, and below it transitions, retransmissions and RST. Times are UTC.</source>
        <translation>按状态划分的打开连接，下方为状态转换、重传和 RST。时间为 UTC。</translation>
    </message>
    <message>
        <source>Flagged connections</source>
        <translation>标记的连接</translation>
    </message>
    <message>
        <source>Segment by segment, the local or client end on the left.</source>
        <translation>逐个报文段，左侧为本地端或客户端。</translation>
    </message>
    <message>
        <source>Ladder of %1</source>
        <translation>%1 的时序图</translation>
    </message>
    <message>
        <source>Method and limits</source>
        <translation>方法与局限</translation>
    </message>
    <message>
        <source>The states of both ends are inferred from the packets alone, by the transitions of RFC 9293; where no packet tells, nothing is assumed. Counts of retransmissions and the like have Wireshark&apos;s meanings, outcomes are Zeek&apos;s conn_state.</source>
        <translation>两端的状态仅根据数据包按 RFC 9293 的状态转换推断；数据包未说明之处不作假设。重传等计数的含义与 Wireshark 相同，结果采用 Zeek 的 conn_state。</translation>
    </message>
    <message>
        <source>Times are those of the capture. What the capturing machine did not see, or dropped, is not here.</source>
        <translation>时间为捕获时的时间。执行捕获的机器没有看到或丢弃的内容不在此报告中。</translation>
    </message>
    <message>
        <source>SHA-256 of the file: %1</source>
        <translation>文件的 SHA-256：%1</translation>
    </message>
    <message>
        <source>The kernel&apos;s socket table was read at intervals. What happened between two looks is inferred where only one way was possible, and is called unseen otherwise.</source>
        <translation>内核的套接字表按间隔读取。两次读取之间发生的事，仅在只有一种可能时推断，否则标为“未见”。</translation>
    </message>
    <message>
        <source>Processes of other users are named only to root. What began and ended between two looks is not here.</source>
        <translation>其他用户的进程只对 root 显示名称。在两次读取之间开始并结束的内容不在此报告中。</translation>
    </message>
    <message>
        <source>Reading broke off: %1.</source>
        <translation>读取中断：%1。</translation>
    </message>
    <message>
        <source>This report is about connections that a person selected, not about all there were.</source>
        <translation>本报告只涉及人工选择的连接，而非全部连接。</translation>
    </message>
    <message>
        <source>Redacted: addresses were exchanged so that two that share their first bits still share as many; loopback, broadcast and well-known multicast addresses stay, and private, link-local and multicast networks keep their prefix, which gives away the first bits of some others. Host, DNS and TLS names, URLs, users, file and interface names were exchanged; process arguments and hardware addresses are left out. Ports, process names, times, sizes and sequence numbers are as they were. Who has the key can find addresses again by trying.</source>
        <translation>已脱敏：地址经过替换，前若干位相同的两个地址替换后仍有同样多的位相同；回环、广播和众所周知的组播地址保持不变，私有、链路本地和组播网络保留前缀，这会透露其他一些地址的前几位。主机名、DNS 和 TLS 名称、URL、用户、文件名和接口名已替换；进程参数和硬件地址已略去。端口、进程名、时间、大小和序列号保持原样。持有密钥的人可以通过尝试找回地址。</translation>
    </message>
    <message>
        <source>case report</source>
        <translation>案例报告</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>Synoptic %1 · made from captured packets</source>
        <translation>Synoptic %1 · 根据捕获的数据包生成</translation>
    </message>
    <message>
        <source>Synoptic %1 · made from live evidence</source>
        <translation>Synoptic %1 · 根据实时证据生成</translation>
    </message>
    <message>
        <source>The first %L1 of %L2; CSV and JSON hold all.</source>
        <translation>共 %L2 项，列出前 %L1 项；CSV 和 JSON 包含全部。</translation>
    </message>
    <message>
        <source>Top talkers</source>
        <translation>流量最大的地址</translation>
    </message>
    <message>
        <source>Top peers</source>
        <translation>流量最大的对端</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>kernel or unknown</source>
        <translation>内核或未知</translation>
    </message>
    <message>
        <source>%1 (PID %2)</source>
        <translation>%1（PID %2）</translation>
    </message>
    <message>
        <source>States by server</source>
        <translation>各服务器的状态</translation>
    </message>
    <message>
        <source>States by process</source>
        <translation>各进程的状态</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>远端</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Retrans</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>RST</source>
        <translation>RST</translation>
    </message>
    <message>
        <source>%L1 packets over %2: %L3 TCP connections and %L4 UDP flows.</source>
        <translation>%2 内共 %L1 个数据包：%L3 个 TCP 连接和 %L4 个 UDP 流。</translation>
    </message>
    <message>
        <source>Watched for %1: %L2 TCP connections, %L3 of them listening, and %L4 UDP sockets.</source>
        <translation>观察了 %1：%L2 个 TCP 连接，其中 %L3 个在监听，另有 %L4 个 UDP 套接字。</translation>
    </message>
    <message>
        <source>Refused: %L1; without an answer: %L2.</source>
        <translation>被拒绝：%L1；无应答：%L2。</translation>
    </message>
    <message>
        <source>Segments retransmitted: %L1; connections reset by %L2 RST segments.</source>
        <translation>重传的报文段：%L1；复位连接的 RST 报文段：%L2。</translation>
    </message>
    <message>
        <source>peer %1</source>
        <translation>对端 %1</translation>
    </message>
    <message>
        <source>%L1 packets</source>
        <translation>%L1 个数据包</translation>
    </message>
    <message>
        <source>%L1 retransmitted</source>
        <translation>重传 %L1</translation>
    </message>
    <message>
        <source>%L1 closed windows</source>
        <translation>窗口关闭 %L1 次</translation>
    </message>
    <message>
        <source>%L1 RST</source>
        <translation>RST %L1</translation>
    </message>
    <message>
        <source>first round trip %1</source>
        <translation>首次往返 %1</translation>
    </message>
    <message>
        <source>Page %L1 of %L2</source>
        <translation>第 %L1 页，共 %L2 页</translation>
    </message>
    <message>
        <source>⋮  %L1 rows are left out</source>
        <translation>⋮  省略 %L1 行</translation>
    </message>
    <message>
        <source>firewall rules</source>
        <translation>防火墙规则</translation>
    </message>
    <message>
        <source>%L1 of %L2: one of each kind of finding and of trouble, then the gravest.</source>
        <translation>%L2 个中的 %L1 个：每类发现和每类问题各取一个，其余取最严重的。</translation>
    </message>
    <message>
        <source>All of them are the first rows of the table of connections.</source>
        <translation>它们全部列在连接表的最前面。</translation>
    </message>
    <message>
        <source>They begin the table of connections; CSV and JSON hold all.</source>
        <translation>连接表以它们开头；CSV 和 JSON 中有全部。</translation>
    </message>
    <message>
        <source>Synoptic draws the ladder of any of them when it opens the file.</source>
        <translation>用 Synoptic 打开该文件，可以绘制其中任何一个的时序图。</translation>
    </message>
    <message>
        <source>The findings count %L1 more that they do not name.</source>
        <translation>各项发现还计入了 %L1 个没有点名的连接。</translation>
    </message>
    <message>
        <source>Segment by segment, the client on the left.</source>
        <translation>逐个报文段，左侧为客户端。</translation>
    </message>
    <message>
        <source>The diagnosis speaks up at its default thresholds.</source>
        <translation>诊断使用默认阈值。</translation>
    </message>
    <message>
        <source>Thresholds of the diagnosis that are not the default: %1.</source>
        <translation>与默认值不同的诊断阈值：%1。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between thresholds</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>peak</source>
        <extracomment>Head of a legend&apos;s column of numbers: the most there were at one time</extracomment>
        <translation>峰值</translation>
    </message>
    <message>
        <source>in all</source>
        <extracomment>Head of a legend&apos;s column of numbers: how many there were in all</extracomment>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows every TCP connection of this computer as it moves through its states.</source>
        <translation>显示本机的每个 TCP 连接如何在各个状态之间变化。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Draw a picture into this file, .png or .svg, and end.</source>
        <translation>把图画到此文件（.png 或 .svg），然后结束。</translation>
    </message>
    <message>
        <source>Size of the picture in pixels.</source>
        <translation>图片的大小（像素）。</translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation>light 或 dark。</translation>
    </message>
    <message>
        <source>en or zh_CN.</source>
        <translation>en 或 zh_CN。</translation>
    </message>
    <message>
        <source>Select this connection: LOCAL:PORT-REMOTE:PORT, IPv6 in brackets.</source>
        <translation>选择此连接：LOCAL:PORT-REMOTE:PORT，IPv6 地址加方括号。</translation>
    </message>
    <message>
        <source>--screenshot takes a file that ends in .png or .svg.</source>
        <translation>--screenshot 需要以 .png 或 .svg 结尾的文件。</translation>
    </message>
    <message>
        <source>--size is WIDTHxHEIGHT, each from %1 to %2, not “%3”.</source>
        <translation>--size 应为“宽x高”，各在 %1 到 %2 之间，不能是“%3”。</translation>
    </message>
    <message>
        <source>--theme is light or dark, not “%1”.</source>
        <translation>--theme 应为 light 或 dark，不能是“%1”。</translation>
    </message>
    <message>
        <source>--language is en or zh_CN, not “%1”.</source>
        <translation>--language 应为 en 或 zh_CN，不能是“%1”。</translation>
    </message>
    <message>
        <source>--select is LOCAL:PORT-REMOTE:PORT, not “%1”.</source>
        <translation>--select 应为 LOCAL:PORT-REMOTE:PORT，不能是“%1”。</translation>
    </message>
    <message>
        <source>--duration is a number of seconds up to a day, not “%1”.</source>
        <translation>--duration 应为不超过一天的秒数，不能是“%1”。</translation>
    </message>
    <message>
        <source>--%1 goes with --screenshot.</source>
        <translation>--%1 须与 --screenshot 一起使用。</translation>
    </message>
    <message>
        <source>A capture to show (pcap, pcapng, also in gzip) instead of this computer.</source>
        <translation>要显示的捕获文件（pcap、pcapng，也可为 gzip），代替本机。</translation>
    </message>
    <message>
        <source>Show a capture as it stood this long after its first packet.</source>
        <translation>显示捕获文件在第一个数据包之后这么多秒时的情形。</translation>
    </message>
    <message>
        <source>--at is a number of seconds from 0, not “%1”.</source>
        <translation>--at 应为不小于 0 的秒数，不能是“%1”。</translation>
    </message>
    <message>
        <source>--at needs a capture file.</source>
        <translation>--at 需要捕获文件。</translation>
    </message>
    <message>
        <source>One capture file at a time, not “%1” too.</source>
        <translation>一次只能打开一个捕获文件，不能再加“%1”。</translation>
    </message>
    <message>
        <source>Select the connection of this number; of a capture, as synoptic-cli analyze counts them.</source>
        <translation>选中此编号的连接；对捕获文件，按 synoptic-cli analyze 的编号。</translation>
    </message>
    <message>
        <source>--connection is a number, not “%1”.</source>
        <translation>--connection 应为数字，不能是“%1”。</translation>
    </message>
    <message>
        <source>SVG can only show the diagram, the ladder or the chart: add --view diagram, or name a .png file.</source>
        <translation>SVG 只能绘制状态图、时序图或图表：请加上 --view diagram，或改用 .png 文件。</translation>
    </message>
    <message>
        <source>--view ladder needs a capture file.</source>
        <translation>--view ladder 需要一个捕获文件。</translation>
    </message>
    <message>
        <source>--view ladder needs a connection: add --connection or --select.</source>
        <translation>--view ladder 需要指定连接：请加上 --connection 或 --select。</translation>
    </message>
    <message>
        <source>What to draw: window, table, diagram, ladder, chart or diagnosis.</source>
        <translation>要绘制的内容：window、table、diagram、ladder、chart 或 diagnosis。</translation>
    </message>
    <message>
        <source>--view is window, table, diagram, ladder, chart or diagnosis, not “%1”.</source>
        <translation>--view 可以是 window、table、diagram、ladder、chart 或 diagnosis，不能是“%1”。</translation>
    </message>
    <message>
        <source>Watch for this many seconds before drawing or reporting.</source>
        <translation>绘图或生成报告前观察的秒数。</translation>
    </message>
    <message>
        <source>Write a report of FILE, or of --duration seconds of this computer, into this file, .html, .pdf, .csv or .json, and end.</source>
        <translation>将 FILE 或本机 --duration 秒的报告写入此文件（.html、.pdf、.csv 或 .json），然后结束。</translation>
    </message>
    <message>
        <source>Exchange addresses, names and URLs in the report; --redact=KEY gives the same result for the same key.</source>
        <translation>替换报告中的地址、名称和 URL；--redact=KEY 对相同密钥给出相同结果。</translation>
    </message>
    <message>
        <source>--report takes a file that ends in .html, .pdf, .csv or .json.</source>
        <translation>--report 需要以 .html、.pdf、.csv 或 .json 结尾的文件。</translation>
    </message>
    <message>
        <source>--%1 does not go with --report.</source>
        <translation>--%1 不能与 --report 一起使用。</translation>
    </message>
    <message>
        <source>--report needs either a capture file or --duration SECONDS of watching this computer.</source>
        <translation>--report 需要一个捕获文件，或者用“--duration 秒数”观察本机。</translation>
    </message>
    <message>
        <source>--redact goes with --report.</source>
        <translation>--redact 须与 --report 一起使用。</translation>
    </message>
</context>
<context>
    <name>ConnectionColumns</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>State of this end, as in RFC 9293.</source>
        <translation>本端的状态，名称依照 RFC 9293。</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>The program that holds the socket, or why it is not known.</source>
        <translation>持有该套接字的程序；若不知道，则说明原因。</translation>
    </message>
    <message>
        <source>PID</source>
        <extracomment>Process identifier</extracomment>
        <translation>PID</translation>
    </message>
    <message>
        <source>Process identifier</source>
        <translation>进程标识符</translation>
    </message>
    <message>
        <source>The number of the process that holds the socket.</source>
        <translation>持有该套接字的进程的编号。</translation>
    </message>
    <message>
        <source>Local</source>
        <extracomment>Short for local address</extracomment>
        <translation>本地</translation>
    </message>
    <message>
        <source>Local address</source>
        <translation>本地地址</translation>
    </message>
    <message>
        <source>Address of this end.</source>
        <translation>本端的地址。</translation>
    </message>
    <message>
        <source>Port</source>
        <extracomment>Short for local port
----------
Short for remote port</extracomment>
        <translation>端口</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>本地端口</translation>
    </message>
    <message>
        <source>Port of this end.</source>
        <translation>本端的端口。</translation>
    </message>
    <message>
        <source>Remote</source>
        <extracomment>Short for remote address</extracomment>
        <translation>远端</translation>
    </message>
    <message>
        <source>Remote address</source>
        <translation>远端地址</translation>
    </message>
    <message>
        <source>Address of the other end.</source>
        <translation>对端的地址。</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>远端端口</translation>
    </message>
    <message>
        <source>Port of the other end.</source>
        <translation>对端的端口。</translation>
    </message>
    <message>
        <source>Remote host</source>
        <translation>远端主机</translation>
    </message>
    <message>
        <source>Remote host name</source>
        <translation>远端主机名</translation>
    </message>
    <message>
        <source>Name of the other end, where Resolve names is on and one is found.</source>
        <translation>对端的名称；需开启“解析名称”并查到结果。</translation>
    </message>
    <message>
        <source>Age</source>
        <extracomment>How long a connection has been known</extracomment>
        <translation>存在时间</translation>
    </message>
    <message>
        <source>Time since the connection was first seen.</source>
        <translation>自首次看到该连接以来的时间。</translation>
    </message>
    <message>
        <source>In state</source>
        <extracomment>Short for time in the present state</extracomment>
        <translation>状态时长</translation>
    </message>
    <message>
        <source>Time in state</source>
        <translation>处于当前状态的时间</translation>
    </message>
    <message>
        <source>Time since the connection entered its state.</source>
        <translation>自该连接进入当前状态以来的时间。</translation>
    </message>
    <message>
        <source>Rx/s</source>
        <extracomment>Bytes received per second</extracomment>
        <translation>收/s</translation>
    </message>
    <message>
        <source>Received per second</source>
        <translation>每秒接收</translation>
    </message>
    <message>
        <source>Bytes received per second over the last interval.</source>
        <translation>最近一个间隔内每秒接收的字节数。</translation>
    </message>
    <message>
        <source>Tx/s</source>
        <extracomment>Bytes sent per second</extracomment>
        <translation>发/s</translation>
    </message>
    <message>
        <source>Sent per second</source>
        <translation>每秒发送</translation>
    </message>
    <message>
        <source>Bytes sent and acknowledged per second over the last interval.</source>
        <translation>最近一个间隔内每秒发送并被确认的字节数。</translation>
    </message>
    <message>
        <source>Rx</source>
        <extracomment>Bytes received</extracomment>
        <translation>已收</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Bytes received over the connection&apos;s life.</source>
        <translation>该连接至今接收的字节数。</translation>
    </message>
    <message>
        <source>Tx</source>
        <extracomment>Bytes sent</extracomment>
        <translation>已发</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Bytes sent and acknowledged over the connection&apos;s life.</source>
        <translation>该连接至今发送并被确认的字节数。</translation>
    </message>
    <message>
        <source>Recv-Q</source>
        <translation>Recv-Q</translation>
    </message>
    <message>
        <source>Receive queue</source>
        <translation>接收队列</translation>
    </message>
    <message>
        <source>Bytes received and not yet read by the process. On LISTEN: connections waiting to be accepted.</source>
        <translation>已收到而进程尚未读取的字节数。对 LISTEN：等待被接受的连接数。</translation>
    </message>
    <message>
        <source>Send-Q</source>
        <translation>Send-Q</translation>
    </message>
    <message>
        <source>Send queue</source>
        <translation>发送队列</translation>
    </message>
    <message>
        <source>Bytes written and not yet acknowledged. On LISTEN: limit of the accept queue.</source>
        <translation>已写入而尚未被确认的字节数。对 LISTEN：接受队列的上限。</translation>
    </message>
    <message>
        <source>RTT</source>
        <extracomment>Round-trip time</extracomment>
        <translation>RTT</translation>
    </message>
    <message>
        <source>Round-trip time</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Smoothed round-trip time, as the kernel measures it.</source>
        <translation>内核测得的平滑往返时间。</translation>
    </message>
    <message>
        <source>Cwnd</source>
        <extracomment>Congestion window</extracomment>
        <translation>Cwnd</translation>
    </message>
    <message>
        <source>Congestion window</source>
        <translation>拥塞窗口</translation>
    </message>
    <message>
        <source>Segments that may be in flight unacknowledged.</source>
        <translation>允许在途而未被确认的报文段数。</translation>
    </message>
    <message>
        <source>Retrans</source>
        <extracomment>Retransmissions</extracomment>
        <translation>重传</translation>
    </message>
    <message>
        <source>Retransmissions</source>
        <translation>重传次数</translation>
    </message>
    <message>
        <source>Segments sent again over the connection&apos;s life; in brackets, tries of what is unacknowledged now.</source>
        <translation>该连接至今重传的报文段数；括号内为当前未被确认数据的重试次数。</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>The kernel&apos;s timer on the socket and the time to its expiry.</source>
        <translation>内核在该套接字上的定时器及其到期前的时间。</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Which end opened the connection.</source>
        <translation>由哪一端打开连接。</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>协议族</translation>
    </message>
    <message>
        <source>Address family</source>
        <translation>地址族</translation>
    </message>
    <message>
        <source>Protocol and family of the socket&apos;s addresses.</source>
        <translation>套接字的协议及其地址的族。</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>网络接口</translation>
    </message>
    <message>
        <source>The interface the socket is bound to.</source>
        <translation>套接字所绑定的网络接口。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>The user the socket belongs to.</source>
        <translation>套接字所属的用户。</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>What the port is registered for; the program behind it may be another.</source>
        <translation>该端口登记的服务；实际运行的程序可能不同。</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>How the state is known.</source>
        <translation>状态是如何得知的。</translation>
    </message>
    <message>
        <source>Peer state</source>
        <extracomment>Short for the state of the connection&apos;s other end</extracomment>
        <translation>对端状态</translation>
    </message>
    <message>
        <source>State of the peer</source>
        <translation>对端状态</translation>
    </message>
    <message>
        <source>State of the other end, inferred from its packets; empty where nothing tells it.</source>
        <translation>对端的状态，由其数据包推断；无从得知时为空。</translation>
    </message>
    <message>
        <source>Packets</source>
        <extracomment>Number of packets</extracomment>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Packets captured</source>
        <translation>捕获的数据包数</translation>
    </message>
    <message>
        <source>Packets of both ends that were captured.</source>
        <translation>两端被捕获的数据包数。</translation>
    </message>
    <message>
        <source>Client</source>
        <extracomment>The end of a connection that opened it</extracomment>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Server</source>
        <extracomment>The end of a connection that accepted it</extracomment>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Lasted</source>
        <extracomment>How long a connection of a capture lasted</extracomment>
        <translation>持续</translation>
    </message>
    <message>
        <source>Client&apos;s address</source>
        <translation>客户端地址</translation>
    </message>
    <message>
        <source>Client&apos;s port</source>
        <translation>客户端端口</translation>
    </message>
    <message>
        <source>Server&apos;s address</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Server&apos;s port</source>
        <translation>服务器端口</translation>
    </message>
    <message>
        <source>Time from first to last packet</source>
        <translation>从第一个到最后一个数据包的时间</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>The gravest finding the connection belongs to; empty where all is well. A click opens it.</source>
        <translation>此连接所属的最严重的发现；一切正常时为空。点击即可打开。</translation>
    </message>
    <message>
        <source>Namespace</source>
        <extracomment>Short for network namespace</extracomment>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Network namespace</source>
        <translation>网络命名空间</translation>
    </message>
    <message>
        <source>The network namespace of the socket: as ip netns, its container or its service names it, else its number.</source>
        <translation>套接字所在的网络命名空间：名称取自 ip netns、容器或服务，没有名称时显示编号。</translation>
    </message>
</context>
<context>
    <name>ConnectionFilter</name>
    <message>
        <source>There is nothing to search for.</source>
        <translation>没有可搜索的内容。</translation>
    </message>
    <message>
        <source>This searches everywhere. To ask for the state, write “state:%1”.</source>
        <translation>这会在所有内容中搜索。若要按状态查找，请写“state:%1”。</translation>
    </message>
    <message>
        <source>This searches everywhere. To ask for a value, write “%1:” and the value.</source>
        <translation>这会在所有内容中搜索。若要查找某个值，请写“%1:”再加上该值。</translation>
    </message>
    <message>
        <source>A connection is in one state at a time, so nothing can match. Write “or” between them, or “state:A,B”.</source>
        <translation>一个连接同一时刻只处于一个状态，因此不会有任何匹配。请在它们之间写“or”，或写“state:A,B”。</translation>
    </message>
    <message>
        <source>This asks for connections between these two ports. Write “or” between them to have either.</source>
        <translation>这会查找这两个端口之间的连接。若要其中任意一个，请在它们之间写“or”。</translation>
    </message>
    <message>
        <source>No value can be both, so nothing can match.</source>
        <translation>没有值能同时满足两者，因此不会有任何匹配。</translation>
    </message>
    <message>
        <source>There is no key “%1”. To search for a text with a colon, set it in quotation marks.</source>
        <translation>没有“%1”这个关键字。若要搜索含冒号的文本，请加引号。</translation>
    </message>
    <message>
        <source>There is no key “%1”. Did you mean “%2”?</source>
        <translation>没有“%1”这个关键字。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>UDP has no states. To find it, write “proto:udp”.</source>
        <translation>UDP 没有状态。若要查找它，请写“proto:udp”。</translation>
    </message>
    <message>
        <source>“%1” is no TCP state.</source>
        <translation>“%1”不是 TCP 状态。</translation>
    </message>
    <message>
        <source>“%1” is no TCP state. Did you mean “%2”?</source>
        <translation>“%1”不是 TCP 状态。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” is not known here. Did you mean “%2”?</source>
        <translation>此处不认识“%1”。您是指“%2”吗？</translation>
    </message>
    <message>
        <source>“%1” is not known here. Possible are: %2.</source>
        <translation>此处不认识“%1”。可用的有：%2。</translation>
    </message>
    <message>
        <source>The regular expression is wrong: %1.</source>
        <translation>正则表达式有误：%1。</translation>
    </message>
    <message>
        <source>“%1” is no time. Write for example &gt;100ms, &lt;5m or 1s-10s.</source>
        <translation>“%1”不是时间。请写成例如 &gt;100ms、&lt;5m 或 1s-10s。</translation>
    </message>
    <message>
        <source>“%1” is no size. Write for example &gt;1MiB or 10k-20k.</source>
        <translation>“%1”不是大小。请写成例如 &gt;1MiB 或 10k-20k。</translation>
    </message>
    <message>
        <source>“%1” is no number. Write for example 7, &gt;7 or 7-70.</source>
        <translation>“%1”不是数字。请写成例如 7、&gt;7 或 7-70。</translation>
    </message>
    <message>
        <source>“%1” is no rate.</source>
        <translation>“%1”不是速率。</translation>
    </message>
    <message>
        <source>The range ends before it begins.</source>
        <translation>范围的终点在起点之前。</translation>
    </message>
    <message>
        <source>There is no opening bracket for this one.</source>
        <translation>这个括号没有对应的左括号。</translation>
    </message>
    <message>
        <source>Something must follow “or”.</source>
        <translation>“or”之后必须有内容。</translation>
    </message>
    <message>
        <source>Something must stand before this word.</source>
        <translation>这个词之前必须有内容。</translation>
    </message>
    <message>
        <source>Something must follow “and”.</source>
        <translation>“and”之后必须有内容。</translation>
    </message>
    <message>
        <source>Too many brackets inside each other.</source>
        <translation>括号嵌套过多。</translation>
    </message>
    <message>
        <source>Something must follow “not”.</source>
        <translation>“not”之后必须有内容。</translation>
    </message>
    <message>
        <source>There is nothing between the brackets.</source>
        <translation>括号之间没有内容。</translation>
    </message>
    <message>
        <source>The bracket is not closed.</source>
        <translation>括号没有闭合。</translation>
    </message>
    <message>
        <source>The filter is too long.</source>
        <translation>过滤表达式过长。</translation>
    </message>
    <message>
        <source>The filter has too many words.</source>
        <translation>过滤表达式的词过多。</translation>
    </message>
    <message>
        <source>Ports end at %1.</source>
        <translation>端口最大为 %1。</translation>
    </message>
    <message>
        <source>“%1” is no port. Write for example 443, 80,443 or 1024-65535.</source>
        <translation>“%1”不是端口。请写成例如 443、80,443 或 1024-65535。</translation>
    </message>
    <message>
        <source>“%1” cannot be compared with &lt; or &gt;.</source>
        <translation>“%1”不能用 &lt; 或 &gt; 比较。</translation>
    </message>
    <message>
        <source>“%1” stands for %2.</source>
        <translation>“%1”即 %2。</translation>
    </message>
    <message>
        <source>A moment is missing, as in “was:%1@12:04:31”.</source>
        <translation>缺少时刻，例如“was:%1@12:04:31”。</translation>
    </message>
    <message>
        <source>That moment has not come yet.</source>
        <translation>该时刻尚未到来。</translation>
    </message>
    <message>
        <source>A value is missing after “%1:”.</source>
        <translation>“%1:”之后缺少值。</translation>
    </message>
    <message>
        <source>“%1” takes no regular expression.</source>
        <translation>“%1”不接受正则表达式。</translation>
    </message>
    <message>
        <source>The list is too long.</source>
        <translation>列表过长。</translation>
    </message>
    <message>
        <source>A value is missing beside the comma.</source>
        <translation>逗号旁缺少值。</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>The regular expression is not closed with “/”.</source>
        <translation>正则表达式没有用“/”结束。</translation>
    </message>
    <message>
        <source>A space is missing after the closing mark.</source>
        <translation>结束符号之后缺少空格。</translation>
    </message>
    <message>
        <source>The prefix length after “/” does not fit the address.</source>
        <translation>“/”后的前缀长度与地址不符。</translation>
    </message>
    <message>
        <source>Connections that closed before %1 are no longer kept, so some may be missing.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>%1 之前关闭的连接已不再保留，因此结果可能不全。</translation>
    </message>
</context>
<context>
    <name>ConnectionText</name>
    <message>
        <source>retransmit %1</source>
        <extracomment>A kernel timer and the time to its expiry</extracomment>
        <translation>重传 %1</translation>
    </message>
    <message>
        <source>keepalive %1</source>
        <translation>保活 %1</translation>
    </message>
    <message>
        <source>time-wait %1</source>
        <translation>time-wait %1</translation>
    </message>
    <message>
        <source>persist %1</source>
        <translation>坚持 %1</translation>
    </message>
    <message>
        <source>client</source>
        <extracomment>The end that opened the connection</extracomment>
        <translation>客户端</translation>
    </message>
    <message>
        <source>server</source>
        <extracomment>The end that accepted the connection</extracomment>
        <translation>服务器</translation>
    </message>
    <message>
        <source>listener</source>
        <extracomment>A socket that waits for connections</extracomment>
        <translation>监听</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>kernel</source>
        <extracomment>Instead of a process&apos;s name: the socket belongs to the operating system&apos;s kernel</extracomment>
        <translation>内核</translation>
    </message>
    <message>
        <source>other user</source>
        <extracomment>Instead of a process&apos;s name: it belongs to another user</extracomment>
        <translation>其他用户</translation>
    </message>
    <message>
        <source>not visible</source>
        <extracomment>Instead of a process&apos;s name: no process seen from here holds the socket</extracomment>
        <translation>不可见</translation>
    </message>
    <message>
        <source>UDP has no states. This socket is connected: it has one peer.</source>
        <translation>UDP 没有状态。此套接字已连接：它只有一个对端。</translation>
    </message>
    <message>
        <source>UDP has no states. This socket is not connected.</source>
        <translation>UDP 没有状态。此套接字未连接。</translation>
    </message>
    <message>
        <source>Entered no later than %1</source>
        <translation>最迟于 %1 进入</translation>
    </message>
    <message>
        <source>Known from: %1</source>
        <translation>依据：%1</translation>
    </message>
    <message>
        <source>Gone since %1</source>
        <translation>自 %1 起消失</translation>
    </message>
    <message>
        <source>Accept queue: %1 connections now, limit %2.</source>
        <translation>接受队列：现有 %1 个连接，上限 %2。</translation>
    </message>
    <message>
        <source>%L1 bytes received and not yet read.</source>
        <translation>已收到 %L1 字节，尚未读取。</translation>
    </message>
    <message>
        <source>%L1 bytes written and not yet acknowledged.</source>
        <translation>已写入 %L1 字节，尚未被确认。</translation>
    </message>
    <message>
        <source>At least so long: it was already so when watching began, at %1.</source>
        <translation>至少这么久：%1 开始观察时已经如此。</translation>
    </message>
    <message>
        <source>First seen %1</source>
        <translation>首次看到于 %1</translation>
    </message>
    <message>
        <source>The kernel tells no such number for this socket.</source>
        <translation>内核没有为此套接字提供该数值。</translation>
    </message>
    <message>
        <source>%L1 bytes</source>
        <translation>%L1 字节</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>尚未测得。</translation>
    </message>
    <message>
        <source>Varies by %1</source>
        <translation>波动 %1</translation>
    </message>
    <message>
        <source>%L1 segments, %L2 in flight</source>
        <translation>%L1 个报文段，在途 %L2 个</translation>
    </message>
    <message>
        <source>What is unacknowledged now was sent again %L1 times.</source>
        <translation>当前未被确认的数据已重发 %L1 次。</translation>
    </message>
    <message>
        <source>PID %1</source>
        <translation>PID %1</translation>
    </message>
    <message numerus="yes">
        <source>Shared with %n more process(es).</source>
        <translation>
            <numerusform>另有 %n 个进程共享。</numerusform>
        </translation>
    </message>
    <message>
        <source>No process holds this socket any more, or not yet: the kernel keeps it by itself.</source>
        <translation>已经或尚未有进程持有此套接字：由内核自行保存。</translation>
    </message>
    <message>
        <source>The process belongs to another user, and only that user or an administrator may see which it is.</source>
        <translation>该进程属于其他用户，只有该用户或管理员才能看到是哪个进程。</translation>
    </message>
    <message>
        <source>No process that can be seen from here holds it: it may run in a container or belong to the kernel.</source>
        <translation>此处可见的进程都不持有它：它可能运行在容器中，或属于内核。</translation>
    </message>
    <message>
        <source>Not looked up yet.</source>
        <translation>尚未查询。</translation>
    </message>
    <message>
        <source>User number %1</source>
        <translation>用户编号 %1</translation>
    </message>
    <message>
        <source>UDP has no states. These are the datagrams between two endpoints.</source>
        <translation>UDP 没有状态。这里是两个端点之间的数据报。</translation>
    </message>
    <message>
        <source>No packet tells in which state this end is.</source>
        <translation>没有数据包能说明本端处于哪个状态。</translation>
    </message>
    <message>
        <source>Inferred from the packets the peer sent; never known.</source>
        <translation>由对端发出的数据包推断，无法确知。</translation>
    </message>
    <message>
        <source>No packet tells in which state the peer is.</source>
        <translation>没有数据包能说明对端处于哪个状态。</translation>
    </message>
    <message>
        <source>From the first to the last packet, %1 to %2</source>
        <translation>从第一个到最后一个数据包：%1 至 %2</translation>
    </message>
    <message>
        <source>Mean of the round trips measured from the client&apos;s packets.</source>
        <translation>由客户端的数据包测得的往返时间的平均值。</translation>
    </message>
    <message>
        <source>Segments sent again by either end.</source>
        <translation>任一端重传的报文段数。</translation>
    </message>
    <message>
        <source>Packets do not tell this.</source>
        <translation>数据包中没有这项信息。</translation>
    </message>
    <message>
        <source>No packets of it were captured.</source>
        <translation>没有捕获到它的数据包。</translation>
    </message>
    <message>
        <source>kernel ≠ packets</source>
        <extracomment>Instead of how a state is known: the kernel and the packets tell different ones</extracomment>
        <translation>内核 ≠ 数据包</translation>
    </message>
    <message>
        <source>Kernel and packets disagree since %3: the kernel says %1, the packets say %2.</source>
        <translation>内核与数据包自 %3 起说法不一：内核说是 %1，数据包说是 %2。</translation>
    </message>
    <message>
        <source>Network namespace %1</source>
        <translation>网络命名空间 %1</translation>
    </message>
    <message>
        <source>Known from the kernel&apos;s trace alone: sockets that were open there before, queues and times are not told.</source>
        <translation>仅由内核跟踪得知：之前已在其中打开的套接字、队列和时间均不可知。</translation>
    </message>
</context>
<context>
    <name>FieldText</name>
    <message>
        <source>received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>broadcast, received</source>
        <translation>广播，接收</translation>
    </message>
    <message>
        <source>multicast, received</source>
        <translation>组播，接收</translation>
    </message>
    <message>
        <source>seen on its way between others</source>
        <translation>他机之间的数据包</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源地址</translation>
    </message>
    <message>
        <source>Loopback</source>
        <translation>回环</translation>
    </message>
    <message>
        <source>Address family</source>
        <translation>地址族</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Linux cooked capture, version 1</source>
        <translation>Linux cooked 捕获（第 1 版）</translation>
    </message>
    <message>
        <source>Packet type</source>
        <translation>数据包类型</translation>
    </message>
    <message>
        <source>Hardware type</source>
        <translation>硬件类型</translation>
    </message>
    <message>
        <source>Hardware address length</source>
        <translation>硬件地址长度</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Linux cooked capture, version 2</source>
        <translation>Linux cooked 捕获（第 2 版）</translation>
    </message>
    <message>
        <source>Interface index</source>
        <translation>接口索引</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>An attribute is longer than the packet</source>
        <translation>属性长度超出数据包</translation>
    </message>
    <message>
        <source>Attribute %1</source>
        <translation>属性 %1</translation>
    </message>
    <message>
        <source>set</source>
        <extracomment>A flag in a packet&apos;s header</extracomment>
        <translation>已置位</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未置位</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>No more of it is quoted</source>
        <translation>引用的内容到此为止</translation>
    </message>
    <message>
        <source>The capture ends within this header</source>
        <translation>捕获的数据在此首部内截止</translation>
    </message>
    <message>
        <source>The packet ends within this header</source>
        <translation>数据包在此首部内结束</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>类型 %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>1 (response)</source>
        <translation>1（响应）</translation>
    </message>
    <message>
        <source>0 (query)</source>
        <translation>0（查询）</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作码</translation>
    </message>
    <message>
        <source>Authoritative</source>
        <translation>权威应答</translation>
    </message>
    <message>
        <source>Truncated</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Recursion desired</source>
        <translation>期望递归</translation>
    </message>
    <message>
        <source>Recursion available</source>
        <translation>可用递归</translation>
    </message>
    <message>
        <source>Authenticated</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>Reply code</source>
        <translation>应答码</translation>
    </message>
    <message numerus="yes">
        <source>%1 second(s)</source>
        <translation>
            <numerusform>%1 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类</translation>
    </message>
    <message>
        <source>Largest datagram</source>
        <translation>最大数据报</translation>
    </message>
    <message>
        <source>Time to live</source>
        <translation>生存时间</translation>
    </message>
    <message>
        <source>Data length</source>
        <translation>数据长度</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>response %1</source>
        <extracomment>%1 is the name that is asked for</extracomment>
        <translation>响应 %1</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>查询 %1</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Identification</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation>权威记录</translation>
    </message>
    <message>
        <source>Additional records</source>
        <translation>附加记录</translation>
    </message>
    <message>
        <source>The message ends, or is broken, before the rest</source>
        <translation>消息在其余部分之前结束，或已损坏</translation>
    </message>
    <message>
        <source>Request line</source>
        <translation>请求行</translation>
    </message>
    <message>
        <source>Status line</source>
        <translation>状态行</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因短语</translation>
    </message>
    <message>
        <source>Body, as far as it is in this packet</source>
        <translation>本数据包中的正文部分</translation>
    </message>
    <message>
        <source>The head goes on beyond this packet</source>
        <translation>首部延续到本数据包之后</translation>
    </message>
    <message>
        <source>Quoted packet</source>
        <translation>引用的数据包</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识符</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>MTU of the next hop</source>
        <translation>下一跳 MTU</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>指针</translation>
    </message>
    <message>
        <source>Source&apos;s hardware address</source>
        <translation>源硬件地址</translation>
    </message>
    <message>
        <source>Target&apos;s hardware address</source>
        <translation>目标硬件地址</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Name servers</source>
        <translation>域名服务器</translation>
    </message>
    <message>
        <source>Option %1</source>
        <translation>选项 %1</translation>
    </message>
    <message>
        <source>An option is longer than the packet</source>
        <translation>选项长度超出数据包</translation>
    </message>
    <message>
        <source>Hop limit</source>
        <translation>跳数限制</translation>
    </message>
    <message>
        <source>Router&apos;s lifetime</source>
        <translation>路由器生存期</translation>
    </message>
    <message>
        <source>Target&apos;s address</source>
        <translation>目标地址</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目的地址</translation>
    </message>
    <message>
        <source>Authentication header</source>
        <translation>认证首部（AH）</translation>
    </message>
    <message>
        <source>Next header</source>
        <translation>下一首部</translation>
    </message>
    <message>
        <source>End of options</source>
        <translation>选项结束</translation>
    </message>
    <message>
        <source>No operation</source>
        <translation>空操作（NOP）</translation>
    </message>
    <message>
        <source>An option is longer than the header</source>
        <translation>选项长度超出首部</translation>
    </message>
    <message>
        <source>Differentiated services</source>
        <translation>区分服务</translation>
    </message>
    <message>
        <source>Reserved bit</source>
        <translation>保留位</translation>
    </message>
    <message>
        <source>Don&apos;t fragment</source>
        <translation>不分片（DF）</translation>
    </message>
    <message>
        <source>More fragments</source>
        <translation>更多分片（MF）</translation>
    </message>
    <message>
        <source>Fragment offset</source>
        <translation>分片偏移</translation>
    </message>
    <message>
        <source>Internet Protocol, version 4</source>
        <translation>互联网协议第 4 版（IPv4）</translation>
    </message>
    <message>
        <source>Header length</source>
        <translation>首部长度</translation>
    </message>
    <message>
        <source>Total length</source>
        <translation>总长度</translation>
    </message>
    <message>
        <source>0, left to the network card</source>
        <translation>0，由网卡填写</translation>
    </message>
    <message>
        <source>The header contradicts itself</source>
        <translation>首部自相矛盾</translation>
    </message>
    <message>
        <source>Header checksum</source>
        <translation>首部校验和</translation>
    </message>
    <message>
        <source>Next hop of the source route</source>
        <translation>源路由的下一跳</translation>
    </message>
    <message>
        <source>The packet is said to be shorter than its header</source>
        <translation>标称的数据包长度小于首部长度</translation>
    </message>
    <message>
        <source>Hop-by-hop options</source>
        <translation>逐跳选项</translation>
    </message>
    <message>
        <source>Routing header</source>
        <translation>路由首部</translation>
    </message>
    <message>
        <source>Destination options</source>
        <translation>目的选项</translation>
    </message>
    <message>
        <source>Mobility header</source>
        <translation>移动首部</translation>
    </message>
    <message>
        <source>Fragment header</source>
        <translation>分片首部</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Segments left</source>
        <translation>剩余段数</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Internet Protocol, version 6</source>
        <translation>互联网协议第 6 版（IPv6）</translation>
    </message>
    <message>
        <source>Traffic class</source>
        <translation>流量类别</translation>
    </message>
    <message>
        <source>Flow label</source>
        <translation>流标签</translation>
    </message>
    <message>
        <source>Payload length</source>
        <translation>载荷长度</translation>
    </message>
    <message>
        <source>Cookie and sublayer</source>
        <translation>Cookie 和子层</translation>
    </message>
    <message>
        <source>session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>control message</source>
        <translation>控制消息</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Flags and version</source>
        <translation>标志和版本</translation>
    </message>
    <message>
        <source>Control connection</source>
        <translation>控制连接</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>tunnel %1, session %2</source>
        <translation>隧道 %1，会话 %2</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Service VLAN tag (802.1ad)</source>
        <translation>服务 VLAN 标签（802.1ad）</translation>
    </message>
    <message>
        <source>VLAN tag (802.1Q)</source>
        <translation>VLAN 标签（802.1Q）</translation>
    </message>
    <message>
        <source>VLAN %1</source>
        <translation>VLAN %1</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Drop eligible</source>
        <translation>可丢弃（DEI）</translation>
    </message>
    <message>
        <source>VLAN identifier</source>
        <translation>VLAN 标识符</translation>
    </message>
    <message>
        <source>EtherType</source>
        <translation>EtherType</translation>
    </message>
    <message>
        <source>IP over InfiniBand</source>
        <translation>IP over InfiniBand</translation>
    </message>
    <message>
        <source>IP over IEEE 1394</source>
        <translation>IP over IEEE 1394</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>以太网</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>广播</translation>
    </message>
    <message>
        <source>multicast</source>
        <translation>组播</translation>
    </message>
    <message>
        <source>%1 is neither a length nor an EtherType</source>
        <translation>%1 既不是长度也不是 EtherType</translation>
    </message>
    <message>
        <source>Backbone tag (802.1ah)</source>
        <translation>骨干网标签（802.1ah）</translation>
    </message>
    <message>
        <source>Port extender tag (802.1BR)</source>
        <translation>端口扩展标签（802.1BR）</translation>
    </message>
    <message>
        <source>Cut off by the snap length: none of it was captured</source>
        <translation>被捕获长度截断：未捕获任何内容</translation>
    </message>
    <message>
        <source>Cut off by the snap length: %1 captured</source>
        <translation>被捕获长度截断：已捕获 %1</translation>
    </message>
    <message>
        <source>Trailer</source>
        <translation>尾部</translation>
    </message>
    <message>
        <source>%1 after the packet</source>
        <translation>数据包之后有 %1</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>IP over Fibre Channel</source>
        <translation>IP over Fibre Channel</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>组织代码</translation>
    </message>
    <message>
        <source>Logical link control</source>
        <translation>逻辑链路控制（LLC）</translation>
    </message>
    <message>
        <source>Destination access point</source>
        <translation>目的服务访问点</translation>
    </message>
    <message>
        <source>Source access point</source>
        <translation>源服务访问点</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Bottom of the stack</source>
        <translation>栈底</translation>
    </message>
    <message>
        <source>who has %1? Tell %2</source>
        <translation>谁有 %1？请告知 %2</translation>
    </message>
    <message>
        <source>%1 is at %2</source>
        <translation>%1 位于 %2</translation>
    </message>
    <message>
        <source>Protocol type</source>
        <translation>协议类型</translation>
    </message>
    <message>
        <source>Protocol address length</source>
        <translation>协议地址长度</translation>
    </message>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>reply</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Sender&apos;s hardware address</source>
        <translation>发送方硬件地址</translation>
    </message>
    <message>
        <source>Sender&apos;s address</source>
        <translation>发送方地址</translation>
    </message>
    <message>
        <source>%1 (relative %2)</source>
        <extracomment>%1 is a sequence number as sent, %2 the same counted from the connection&apos;s first</extracomment>
        <translation>%1（相对 %2）</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Source port</source>
        <translation>源端口</translation>
    </message>
    <message>
        <source>Destination port</source>
        <translation>目的端口</translation>
    </message>
    <message>
        <source>Acknowledgment number</source>
        <translation>确认号</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Urgent pointer</source>
        <translation>紧急指针</translation>
    </message>
    <message>
        <source>The header is said to be shorter than it can be</source>
        <translation>标称的首部长度小于最小值</translation>
    </message>
    <message>
        <source>Maximum segment size</source>
        <translation>最大报文段长度（MSS）</translation>
    </message>
    <message>
        <source>Window scale</source>
        <translation>窗口缩放</translation>
    </message>
    <message>
        <source>SACK permitted</source>
        <translation>允许 SACK</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>时间戳</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验选项</translation>
    </message>
    <message>
        <source>asks for a cookie</source>
        <translation>请求 Cookie</translation>
    </message>
    <message>
        <source>cookie %1</source>
        <translation>Cookie %1</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>左边界</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>右边界</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>%1 (multiply by %2)</source>
        <translation>%1（乘以 %2）</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>移位</translation>
    </message>
    <message numerus="yes">
        <source>%1 block(s)</source>
        <translation>
            <numerusform>%1 个块</numerusform>
        </translation>
    </message>
    <message>
        <source>value %1, echo %2</source>
        <translation>值 %1，回显 %2</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>回显</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>An option is said to be shorter than it can be</source>
        <translation>标称的选项长度小于最小值</translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, correct</source>
        <translation>%1，正确</translation>
    </message>
    <message>
        <source>%1 does not match, %2 would; normal where the network card computes it</source>
        <translation>%1 不匹配，应为 %2；由网卡计算校验和时属正常现象</translation>
    </message>
    <message>
        <source>%1, not checked: the packet is not here as a whole</source>
        <translation>%1，未校验：数据包不完整</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Content type</source>
        <translation>内容类型</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>The record goes on beyond this packet</source>
        <translation>记录延续到本数据包之后</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余部分</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>服务器名称</translation>
    </message>
    <message>
        <source>An extension is longer than its list</source>
        <translation>扩展长度超出扩展列表</translation>
    </message>
    <message>
        <source>More extensions are not listed</source>
        <translation>其余扩展未列出</translation>
    </message>
    <message>
        <source>Extension %1</source>
        <translation>扩展 %1</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Session ID length</source>
        <translation>会话 ID 长度</translation>
    </message>
    <message>
        <source>Session ID</source>
        <translation>会话 ID</translation>
    </message>
    <message>
        <source>Cipher suites</source>
        <translation>密码套件列表</translation>
    </message>
    <message>
        <source>Cipher suite</source>
        <translation>密码套件</translation>
    </message>
    <message>
        <source>The message goes on beyond this packet</source>
        <translation>消息延续到本数据包之后</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>0x0000, none was sent</source>
        <translation>0x0000，发送方未计算</translation>
    </message>
    <message>
        <source>The datagram is said to be shorter than its header</source>
        <translation>标称的数据报长度小于首部长度</translation>
    </message>
    <message>
        <source>The datagram is said to be longer than the packet</source>
        <translation>标称的数据报长度超出数据包</translation>
    </message>
    <message>
        <source>Next protocol</source>
        <translation>下一协议</translation>
    </message>
    <message>
        <source>Options&apos; length</source>
        <translation>选项长度</translation>
    </message>
    <message>
        <source>Critical options</source>
        <translation>关键选项</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>认证</translation>
    </message>
    <message>
        <source>Origin&apos;s port</source>
        <translation>来源端口</translation>
    </message>
    <message>
        <source>Origin&apos;s address</source>
        <translation>来源地址</translation>
    </message>
    <message>
        <source>Message type</source>
        <translation>消息类型</translation>
    </message>
    <message>
        <source>An extension is longer than the packet</source>
        <translation>扩展长度超出数据包</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>随机值（nonce）</translation>
    </message>
    <message>
        <source>management</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>extension</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Frame control</source>
        <translation>帧控制</translation>
    </message>
    <message>
        <source>Subtype</source>
        <translation>子类型</translation>
    </message>
    <message>
        <source>To the distribution system</source>
        <translation>去往分布系统（To DS）</translation>
    </message>
    <message>
        <source>From the distribution system</source>
        <translation>来自分布系统（From DS）</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>Time stamp of the card</source>
        <translation>网卡时间戳</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>信道</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>信号强度</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>持续时间</translation>
    </message>
    <message>
        <source>Address 1</source>
        <translation>地址 1</translation>
    </message>
    <message>
        <source>Address 2</source>
        <translation>地址 2</translation>
    </message>
    <message>
        <source>Address 3</source>
        <translation>地址 3</translation>
    </message>
    <message>
        <source>Fragment</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在位</translation>
    </message>
    <message>
        <source>Link type</source>
        <translation>链路类型</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>%1 on the wire, captured whole</source>
        <translation>线路上 %1，完整捕获</translation>
    </message>
    <message>
        <source>%1 on the wire, %2 captured</source>
        <translation>线路上 %1，已捕获 %2</translation>
    </message>
    <message>
        <source>Arrival time</source>
        <translation>到达时间</translation>
    </message>
    <message>
        <source>Length on the wire</source>
        <translation>线路长度</translation>
    </message>
    <message>
        <source>Captured length</source>
        <translation>捕获长度</translation>
    </message>
    <message numerus="yes">
        <source>%1 more field(s) are not listed</source>
        <translation>
            <numerusform>另有 %1 个字段未列出</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message>
        <source>half-open connections</source>
        <translation>半开连接</translation>
    </message>
    <message>
        <source>SYNs that lead nowhere</source>
        <translation>没有下文的 SYN</translation>
    </message>
    <message>
        <source>handshakes completed</source>
        <translation>握手完成率</translation>
    </message>
    <message>
        <source>SYNs dropped</source>
        <translation>丢弃的 SYN</translation>
    </message>
    <message>
        <source>SYN cookies sent</source>
        <translation>发出的 SYN cookie</translation>
    </message>
    <message>
        <source>SYN cookies returned</source>
        <translation>返回的 SYN cookie</translation>
    </message>
    <message>
        <source>different sources</source>
        <translation>不同来源</translation>
    </message>
    <message>
        <source>waiting for accept</source>
        <translation>等待 accept</translation>
    </message>
    <message>
        <source>accept queue overflows</source>
        <translation>接受队列溢出</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>SYNs sent</source>
        <translation>发出的 SYN</translation>
    </message>
    <message>
        <source>waited</source>
        <translation>已等待</translation>
    </message>
    <message>
        <source>kernel gives up in</source>
        <translation>内核放弃前还有</translation>
    </message>
    <message>
        <source>connects</source>
        <translation>连接次数</translation>
    </message>
    <message>
        <source>refused connects</source>
        <translation>被拒绝的连接</translation>
    </message>
    <message>
        <source>ICMP errors</source>
        <translation>ICMP 错误</translation>
    </message>
    <message>
        <source>ICMP type</source>
        <translation>ICMP 类型</translation>
    </message>
    <message>
        <source>ICMP code</source>
        <translation>ICMP 代码</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>error number</source>
        <translation>错误号</translation>
    </message>
    <message>
        <source>packets</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>after the handshake</source>
        <translation>握手之后</translation>
    </message>
    <message>
        <source>in CLOSE-WAIT</source>
        <translation>处于 CLOSE-WAIT</translation>
    </message>
    <message>
        <source>oldest</source>
        <translation>最久</translation>
    </message>
    <message>
        <source>growth a minute</source>
        <translation>每分钟增长</translation>
    </message>
    <message>
        <source>in FIN-WAIT-2</source>
        <translation>处于 FIN-WAIT-2</translation>
    </message>
    <message>
        <source>in TIME-WAIT</source>
        <translation>处于 TIME-WAIT</translation>
    </message>
    <message>
        <source>TIME-WAIT overflows</source>
        <translation>TIME-WAIT 溢出</translation>
    </message>
    <message>
        <source>half-closed and silent</source>
        <translation>半关闭且无动静</translation>
    </message>
    <message>
        <source>sent again</source>
        <translation>重发次数</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>silent for</source>
        <translation>静默时间</translation>
    </message>
    <message>
        <source>retransmissions</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>segments sent</source>
        <translation>发出的报文段</translation>
    </message>
    <message>
        <source>stalled</source>
        <translation>停滞</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>probes without an answer</source>
        <translation>无应答的探测</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>zero windows</source>
        <translation>零窗口</translation>
    </message>
    <message>
        <source>from the client</source>
        <translation>来自客户端</translation>
    </message>
    <message>
        <source>from the server</source>
        <translation>来自服务器</translation>
    </message>
    <message>
        <source>handshake took</source>
        <translation>握手用时</translation>
    </message>
    <message>
        <source>one direction seen</source>
        <translation>只见单向</translation>
    </message>
    <message>
        <source>disagreeing for</source>
        <translation>不一致时间</translation>
    </message>
    <message>
        <source>no route</source>
        <translation>无路由</translation>
    </message>
    <message>
        <source>port unreachable</source>
        <translation>端口不可达</translation>
    </message>
    <message>
        <source>host unreachable</source>
        <translation>主机不可达</translation>
    </message>
    <message>
        <source>prohibited by a filter</source>
        <translation>被过滤器禁止</translation>
    </message>
    <message>
        <source>packet too big</source>
        <translation>数据包过大</translation>
    </message>
    <message>
        <source>hop limit exceeded</source>
        <translation>超出跳数限制</translation>
    </message>
    <message>
        <source>ICMP error</source>
        <translation>ICMP 错误</translation>
    </message>
    <message>
        <source>network unreachable</source>
        <translation>网络不可达</translation>
    </message>
    <message>
        <source>protocol unreachable</source>
        <translation>协议不可达</translation>
    </message>
    <message>
        <source>fragmentation needed</source>
        <translation>需要分片</translation>
    </message>
    <message>
        <source>%1 (ICMP type %2, code %3)</source>
        <extracomment>%1 is the meaning</extracomment>
        <translation>%1（ICMP 类型 %2，代码 %3）</translation>
    </message>
    <message>
        <source>an unknown process</source>
        <translation>未知进程</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a process&apos;s name and its number</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>SYN flood</source>
        <translation>SYN 泛洪</translation>
    </message>
    <message>
        <source>accept queue full</source>
        <translation>接受队列已满</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>不可达</translation>
    </message>
    <message>
        <source>blocked here</source>
        <translation>被本机阻止</translation>
    </message>
    <message>
        <source>wrong protocol</source>
        <translation>协议不符</translation>
    </message>
    <message>
        <source>reset at once</source>
        <translation>立即复位</translation>
    </message>
    <message>
        <source>not closed</source>
        <translation>未关闭</translation>
    </message>
    <message>
        <source>peer does not close</source>
        <translation>对端不关闭</translation>
    </message>
    <message>
        <source>ports run short</source>
        <translation>端口紧张</translation>
    </message>
    <message>
        <source>half-closed</source>
        <translation>半关闭</translation>
    </message>
    <message>
        <source>retransmits</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>not reading</source>
        <translation>不读取</translation>
    </message>
    <message>
        <source>peer silent</source>
        <translation>对端无应答</translation>
    </message>
    <message>
        <source>reset after data</source>
        <translation>数据后复位</translation>
    </message>
    <message>
        <source>slow handshake</source>
        <translation>握手缓慢</translation>
    </message>
    <message>
        <source>one direction only</source>
        <translation>只有单向</translation>
    </message>
    <message>
        <source>kernel ≠ wire</source>
        <translation>内核与数据包不一致</translation>
    </message>
    <message>
        <source>no port left</source>
        <translation>端口用尽</translation>
    </message>
    <message>
        <source>port reused</source>
        <translation>端口重用</translation>
    </message>
    <message>
        <source>firewall: protocol</source>
        <translation>防火墙：协议</translation>
    </message>
    <message>
        <source>firewall: loopback</source>
        <translation>防火墙：回环</translation>
    </message>
    <message>
        <source>firewall blocks</source>
        <translation>防火墙阻止</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 /s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1: %2 (limit %3)</source>
        <translation>%1：%2（界限 %3）</translation>
    </message>
    <message>
        <source>SYNs at %1</source>
        <translation>SYN 时刻：%1</translation>
    </message>
    <message>
        <source>single source: %1</source>
        <translation>唯一来源：%1</translation>
    </message>
    <message>
        <source>{process} keeps {close_wait} connections in CLOSE-WAIT, the oldest for {oldest}</source>
        <translation>{process} 有 {close_wait} 个连接停留在 CLOSE-WAIT，最久的已 {oldest}</translation>
    </message>
    <message>
        <source>The peers have closed, and the program never calls close(). Each one holds a descriptor; in the end it can open no more.</source>
        <translation>对端已关闭，而程序从不调用 close()。每个连接占用一个描述符，最终将无法再打开新的。</translation>
    </message>
    <message>
        <source>The fault is in the program: it must close a connection when a read returns 0. Restarting it helps for a while.</source>
        <translation>问题在程序：read 返回 0 时必须关闭连接。重启只能暂时缓解。</translation>
    </message>
    <message>
        <source>{fin_wait_2} closed connections wait for {remote} to close too</source>
        <translation>{fin_wait_2} 个已关闭的连接在等待 {remote} 也关闭</translation>
    </message>
    <message>
        <source>This machine has closed, the peer acknowledged it and does not close. The kernel lets them go after {oldest.limit}; they do little harm.</source>
        <translation>本机已关闭，对端确认了却不关闭。内核会在 {oldest.limit} 后释放它们，危害不大。</translation>
    </message>
    <message>
        <source>Look at the peer: its program does not close (there the connections stand in CLOSE-WAIT).</source>
        <translation>检查对端：其程序没有关闭连接（那里的连接处于 CLOSE-WAIT）。</translation>
    </message>
    <message>
        <source>{time_wait} of {time_wait.limit} local ports rest in TIME-WAIT towards {remote}</source>
        <translation>{time_wait.limit} 个本地端口中有 {time_wait} 个在对 {remote} 的 TIME-WAIT 中</translation>
    </message>
    <message>
        <source>Each closed connection keeps its port for a minute. At this rate the ports towards this one endpoint run out, and connects fail.</source>
        <translation>每个关闭的连接会占住端口一分钟。照此速度，通往这一端点的端口将用尽，连接会失败。</translation>
    </message>
    <message>
        <source>Keep connections open and use them again (keep-alive, a pool). Else widen net.ipv4.ip_local_port_range or set net.ipv4.tcp_tw_reuse=1.</source>
        <translation>保持并复用连接（keep-alive、连接池）。否则扩大 net.ipv4.ip_local_port_range，或设置 net.ipv4.tcp_tw_reuse=1。</translation>
    </message>
    <message>
        <source>{time_wait} connections in TIME-WAIT; the kernel keeps at most {time_wait.limit}</source>
        <translation>{time_wait} 个连接处于 TIME-WAIT；内核最多保留 {time_wait.limit} 个</translation>
    </message>
    <message>
        <source>See which service opens and closes so many connections; raise net.ipv4.tcp_max_tw_buckets if memory allows.</source>
        <translation>查看哪个服务如此频繁地开关连接；内存允许时提高 net.ipv4.tcp_max_tw_buckets。</translation>
    </message>
    <message>
        <source>{local} has closed, {remote} has not, and nothing moved for {half_closed}</source>
        <translation>{local} 已关闭，{remote} 没有，{half_closed} 内毫无动静</translation>
    </message>
    <message>
        <source>The connection is closed in one direction and silent in the other. That is legal; often a program forgot to close.</source>
        <translation>连接一个方向已关闭，另一个方向没有动静。这是合法的，但常常是程序忘了关闭。</translation>
    </message>
    <message>
        <source>If it should be over, look at the program at the other end.</source>
        <translation>若它本该结束，请检查另一端的程序。</translation>
    </message>
    <message>
        <source>{remote} has closed, {local} has not, and nothing moved for {half_closed}</source>
        <translation>{remote} 已关闭，{local} 没有，{half_closed} 内毫无动静</translation>
    </message>
    <message>
        <source>If it should be over, look at the program at this end: it should call close().</source>
        <translation>若它本该结束，请检查这一端的程序：它应当调用 close()。</translation>
    </message>
    <message>
        <source>{remote} does not acknowledge: the same data was sent again {tries} times</source>
        <translation>{remote} 没有确认：同一数据已重发 {tries} 次</translation>
    </message>
    <message>
        <source>What is sent gets no acknowledgement. The peer or the way to it is gone; the kernel goes on up to {tries.limit} times.</source>
        <translation>发出的数据得不到确认。对端或通路已断；内核最多重发 {tries.limit} 次。</translation>
    </message>
    <message>
        <source>See whether the peer still answers (ping, another connection) and whether the network or an address changed.</source>
        <translation>查看对端是否仍有应答（ping、另一连接），以及网络或地址是否变化。</translation>
    </message>
    <message>
        <source>{share} of the packets between {local} and {remote} were sent again</source>
        <translation>{local} 与 {remote} 之间 {share} 的数据包是重传</translation>
    </message>
    <message>
        <source>Packets are lost, or so late that they count as lost. Throughput falls far below what the link could carry.</source>
        <translation>数据包丢失，或迟到到被当作丢失。吞吐量远低于链路的能力。</translation>
    </message>
    <message>
        <source>Look for the lossy link: errors of the interface, Wi-Fi, an overloaded router, a wrong duplex or MTU.</source>
        <translation>寻找丢包的链路：接口错误、Wi-Fi、过载的路由器、错误的双工或 MTU。</translation>
    </message>
    <message>
        <source>{share} of the segments this machine sends are sent again</source>
        <translation>本机发出的报文段中 {share} 是重传</translation>
    </message>
    <message>
        <source>Loss on this scale concerns more than one connection: most likely this machine&apos;s own link.</source>
        <translation>这种规模的丢包不止影响一个连接：很可能是本机自己的链路。</translation>
    </message>
    <message>
        <source>Look at the errors and drops of the interface (ip -s link) and at the link behind it.</source>
        <translation>查看接口的错误与丢弃（ip -s link）以及其后的链路。</translation>
    </message>
    <message>
        <source>{remote} does not read: nothing could be sent for {stalled}, {waiting_to_send} wait</source>
        <translation>{remote} 不读取：已有 {stalled} 无法发送数据，{waiting_to_send} 在等待发送</translation>
    </message>
    <message>
        <source>The receiver&apos;s buffer is full and its window closed. The network works; the program at the other end does not take its data.</source>
        <translation>接收方缓冲区已满，窗口关闭。网络正常；是另一端的程序没有取走数据。</translation>
    </message>
    <message>
        <source>Look at the program at {remote}: it hangs, or is slower than what is sent.</source>
        <translation>检查 {remote} 的程序：它卡住了，或慢于发送速度。</translation>
    </message>
    <message>
        <source>{process} does not read: {unread} lie unread, and {local} could send nothing for {stalled}</source>
        <translation>{process} 不读取：{unread} 尚未读取，{local} 已有 {stalled} 无法发送数据</translation>
    </message>
    <message>
        <source>Its buffer is full and its window closed. The network works; the program does not take its data.</source>
        <translation>其缓冲区已满，窗口关闭。网络正常；是程序没有取走数据。</translation>
    </message>
    <message>
        <source>See what {process} is busy with or waits for.</source>
        <translation>看看 {process} 在忙什么或在等什么。</translation>
    </message>
    <message>
        <source>The receiver&apos;s buffer is full and its window closed. The network works; the program there does not take its data.</source>
        <translation>接收方缓冲区已满，窗口关闭。网络正常；是那里的程序没有取走数据。</translation>
    </message>
    <message>
        <source>{remote} does not answer keep-alive probes: {probes} of {probes.limit}</source>
        <translation>{remote} 不应答保活探测：{probes}/{probes.limit}</translation>
    </message>
    <message>
        <source>The connection is idle and the peer is silent: it went away without closing, or a device on the way forgot the connection.</source>
        <translation>连接空闲而对端没有应答：它未关闭就离开了，或途中设备忘记了该连接。</translation>
    </message>
    <message>
        <source>If the peer lives, look for a firewall or NAT with a short idle time-out, and send keep-alives more often.</source>
        <translation>若对端还在，查找空闲超时过短的防火墙或 NAT，并更频繁地发送保活探测。</translation>
    </message>
    <message>
        <source>The connection between {local} and {remote} was given up after {probes} keep-alive probes without an answer</source>
        <translation>{local} 与 {remote} 之间的连接在 {probes} 次保活探测无应答后被放弃</translation>
    </message>
    <message>
        <source>One end fell silent without closing: it was switched off, cut off, or a device on the way forgot the connection.</source>
        <translation>一端未关闭连接就没了动静：关机、断网，或途中设备忘记了该连接。</translation>
    </message>
    <message>
        <source>Look for a firewall or NAT with a short idle time-out, and send keep-alives more often.</source>
        <translation>查找空闲超时过短的防火墙或 NAT，并更频繁地发送保活探测。</translation>
    </message>
    <message>
        <source>{remote} cut {connections} connections with a reset after data went both ways</source>
        <translation>{remote} 在双向传输数据后以复位切断了 {connections} 个连接</translation>
    </message>
    <message>
        <source>The server ended them by RST, not by FIN: what was on its way is lost. It closed with data unread, crashed, or does so to save time.</source>
        <translation>服务器以 RST 而非 FIN 结束：在途数据丢失。它关闭时尚有未读数据、崩溃，或为省时而如此。</translation>
    </message>
    <message>
        <source>If clients see errors, look into the server&apos;s log; if not, it may be its way to close.</source>
        <translation>若客户端出现错误，请查看服务器日志；若没有，这可能就是它的关闭方式。</translation>
    </message>
    <message>
        <source>Clients cut {connections} connections to {remote} with a reset after data went both ways</source>
        <translation>客户端在双向传输数据后以复位切断了到 {remote} 的 {connections} 个连接</translation>
    </message>
    <message>
        <source>The client ended them by RST, not by FIN. Browsers do so when a page is left; else a program closed with data unread.</source>
        <translation>客户端以 RST 而非 FIN 结束。浏览器离开页面时会这样；否则是程序在有未读数据时关闭。</translation>
    </message>
    <message>
        <source>Only if something is missing at the client: see why it gave up.</source>
        <translation>仅当客户端缺少数据时：查看它为何放弃。</translation>
    </message>
    <message>
        <source>{connections} handshakes with {remote} were slow: {took} for the last</source>
        <translation>与 {remote} 的 {connections} 次握手很慢：最近一次用时 {took}</translation>
    </message>
    <message>
        <source>One SYN was enough, but the answer was late: a long way, a satellite, a full queue on the way, or a busy server.</source>
        <translation>一个 SYN 就够了，但应答来得晚：路途遥远、卫星、途中队列已满，或服务器繁忙。</translation>
    </message>
    <message>
        <source>Compare with ping: if that is fast, the server or its accept queue is slow.</source>
        <translation>与 ping 比较：若 ping 快，则是服务器或其接受队列慢。</translation>
    </message>
    <message>
        <source>{connections} handshakes with {remote} needed more than one SYN: {took} for the last</source>
        <translation>与 {remote} 的 {connections} 次握手需要不止一个 SYN：最近一次用时 {took}</translation>
    </message>
    <message>
        <source>The first SYN or its answer was lost; the kernel tries again after a second. One is chance, many are loss or a full queue.</source>
        <translation>首个 SYN 或其应答丢失；内核一秒后重试。一次是偶然，多次就是丢包或队列已满。</translation>
    </message>
    <message>
        <source>Look at the server&apos;s queues (ListenDrops) and for loss on the way.</source>
        <translation>查看服务器的队列（ListenDrops）以及途中丢包。</translation>
    </message>
    <message>
        <source>Of {one_sided} out of {connections} connections only one direction was captured</source>
        <translation>{connections} 个连接中有 {one_sided} 个只抓到一个方向</translation>
    </message>
    <message>
        <source>The way back does not pass the capture point. States, round trips and losses of these connections are guesses, here and in any other tool.</source>
        <translation>返回路径不经过抓包点。这些连接的状态、往返时间和丢包只是推测，任何工具都一样。</translation>
    </message>
    <message>
        <source>Capture where both directions pass, or at one of the two ends; check that no capture filter leaves one direction out.</source>
        <translation>在两个方向都经过之处或某一端抓包；确认抓包过滤器没有漏掉一个方向。</translation>
    </message>
    <message>
        <source>Kernel and wire tell different states of the connection between {local} and {remote} for {disagreeing}</source>
        <translation>对 {local} 与 {remote} 之间的连接，内核与数据包的状态已有 {disagreeing} 不一致</translation>
    </message>
    <message>
        <source>Packets say one thing, the kernel another. Somebody on the way sends segments in another&apos;s name, or packets were not captured.</source>
        <translation>数据包与内核说法不同。途中有人以他人名义发送报文段，或有数据包没有抓到。</translation>
    </message>
    <message>
        <source>Compare the ladder with the path of states; capture at the other end too.</source>
        <translation>把时序图与状态路径对照；在另一端也抓包。</translation>
    </message>
    <message>
        <source>No local port is left towards {remote}: {ports} of {ports.limit} are in use</source>
        <translation>通往 {remote} 的本地端口已用尽：{ports.limit} 个中有 {ports} 个在用</translation>
    </message>
    <message>
        <source>The next connect to it fails with &quot;cannot assign requested address&quot;. Other destinations are not concerned.</source>
        <translation>下一次连接将以“无法分配请求的地址”失败。其他目的地不受影响。</translation>
    </message>
    <message>
        <source>Use connections again instead of opening new ones; widen net.ipv4.ip_local_port_range, or use more addresses.</source>
        <translation>复用连接而不是新建；扩大 net.ipv4.ip_local_port_range，或使用更多地址。</translation>
    </message>
    <message>
        <source>{remote} answered a SYN on ports used just before with a reset</source>
        <translation>{remote} 以复位应答刚用过的端口上的 SYN</translation>
    </message>
    <message>
        <source>The client used the same ports again while the server still held the old connection.</source>
        <translation>客户端重用了相同端口，而服务器仍保留着旧连接。</translation>
    </message>
    <message>
        <source>Let the kernel choose ports instead of binding to one; behind a NAT, look at how fast it gives ports out again.</source>
        <translation>让内核选择端口而不要绑定固定端口；若在 NAT 之后，查看它多快重新分配端口。</translation>
    </message>
    <message>
        <source>{remote} answered a SYN on ports used just before with an ACK of the old connection</source>
        <translation>{remote} 以旧连接的 ACK 应答刚用过的端口上的 SYN</translation>
    </message>
    <message>
        <source>The server still holds the old connection in TIME-WAIT or thinks it open; the client has to reset it and try again.</source>
        <translation>服务器仍把旧连接保留在 TIME-WAIT，或认为它还开着；客户端必须复位它再试。</translation>
    </message>
    <message>
        <source>SYN flood on {local}: {half_open} half-open connections of at most {half_open.limit}, {syn_rate} SYNs/s lead nowhere</source>
        <translation>{local} 遭受 SYN 泛洪：半开连接 {half_open} 个（上限 {half_open.limit}），每秒 {syn_rate} 个 SYN 没有下文</translation>
    </message>
    <message>
        <source>The queue of half-open connections is full of handshakes nobody completes. New clients get no answer; those already connected are not touched.</source>
        <translation>半开连接队列被无人完成的握手占满。新客户端得不到应答；已建立的连接不受影响。</translation>
    </message>
    <message>
        <source>Switch SYN cookies on (sysctl net.ipv4.tcp_syncookies=1); then filter the sources in front of this machine.</source>
        <translation>启用 SYN cookie（sysctl net.ipv4.tcp_syncookies=1），然后在本机之前过滤这些来源。</translation>
    </message>
    <message>
        <source>SYN flood on {subject}: {syn_rate} SYNs/s lead nowhere; of {cookies_sent} SYN cookies sent, {cookies_returned} came back</source>
        <translation>{subject} 遭受 SYN 泛洪：每秒 {syn_rate} 个 SYN 没有下文；发出 SYN cookie {cookies_sent} 个，返回 {cookies_returned} 个</translation>
    </message>
    <message>
        <source>Handshakes are started and not completed. The kernel answers with SYN cookies, so honest clients still get in, though without some TCP options.</source>
        <translation>握手被发起却不完成。内核用 SYN cookie 应答，正常客户端仍能连接，但会失去部分 TCP 选项。</translation>
    </message>
    <message>
        <source>Leave SYN cookies on and filter the sources in front of this machine. A larger backlog does not help against a flood.</source>
        <translation>保持 SYN cookie 开启，并在本机之前过滤这些来源。加大 backlog 对泛洪无济于事。</translation>
    </message>
    <message>
        <source>SYN flood on {local}: {half_open} half-open connections and {syn_rate} SYNs/s that lead nowhere</source>
        <translation>{local} 遭受 SYN 泛洪：半开连接 {half_open} 个，每秒 {syn_rate} 个 SYN 没有下文</translation>
    </message>
    <message>
        <source>Half-open connections pile up and next to none completes. The queue still has room, so clients are served for now.</source>
        <translation>半开连接不断堆积，几乎没有一个完成。队列尚有余地，客户端暂时仍能得到服务。</translation>
    </message>
    <message>
        <source>See that SYN cookies are on (sysctl net.ipv4.tcp_syncookies=1) and filter the sources in front of this machine.</source>
        <translation>确认 SYN cookie 已启用（sysctl net.ipv4.tcp_syncookies=1），并在本机之前过滤这些来源。</translation>
    </message>
    <message>
        <source>SYN flood on {local}: {syn_rate} SYNs/s from {sources} addresses, {completed_ratio} of the handshakes completed</source>
        <translation>{local} 遭受 SYN 泛洪：每秒 {syn_rate} 个 SYN，来自 {sources} 个地址，握手完成率 {completed_ratio}</translation>
    </message>
    <message>
        <source>The packets show handshakes that are started and never completed, at a rate no load explains.</source>
        <translation>数据包显示握手被发起却从不完成，其速率无法用正常负载解释。</translation>
    </message>
    <message>
        <source>Look at the server&apos;s SYN queue and SYN cookies, and filter the sources in front of it.</source>
        <translation>检查服务器的 SYN 队列和 SYN cookie，并在其前面过滤这些来源。</translation>
    </message>
    <message>
        <source>{subject} does not accept fast enough: {accept_queue} connections wait, {accept_queue.limit} may</source>
        <translation>{subject} 接受连接不够快：{accept_queue} 个在等待，上限 {accept_queue.limit}</translation>
    </message>
    <message>
        <source>The handshakes succeed, but the program does not take the connections. Further clients have to try again, and wait a second or more. This is a slow program, not a flood.</source>
        <translation>握手已成功，但程序没有取走连接。后来的客户端只能重试，要等一秒或更久。这是程序太慢，不是泛洪。</translation>
    </message>
    <message>
        <source>See what the program is busy with; give it more workers, or a larger backlog in listen() and net.core.somaxconn.</source>
        <translation>看看程序在忙什么；增加工作进程，或加大 listen() 的 backlog 与 net.core.somaxconn。</translation>
    </message>
    <message>
        <source>An accept queue overflowed {listen_overflows} times between two looks</source>
        <translation>两次查看之间，某个接受队列溢出 {listen_overflows} 次</translation>
    </message>
    <message>
        <source>For moments more connections were ready than some listener may queue. Those clients had to try again. This is a burst for a slow program, not a flood.</source>
        <translation>某些时刻，就绪的连接多于监听套接字可排队的数量，那些客户端只能重试。这是突发请求遇上较慢的程序，不是泛洪。</translation>
    </message>
    <message>
        <source>If it goes on, look for the listener whose queue peaks and give it a larger backlog.</source>
        <translation>若持续出现，找出队列达到峰值的监听套接字，加大它的 backlog。</translation>
    </message>
    <message>
        <source>{remote} tried {ports} ports in vain</source>
        <translation>{remote} 尝试了 {ports} 个端口，均未成功</translation>
    </message>
    <message>
        <source>One address asks many ports that do not answer or refuse. That is how a port scan looks; a program with a wrong list of ports looks the same.</source>
        <translation>一个地址访问许多不应答或拒绝的端口。端口扫描就是这样；端口列表写错的程序也会如此。</translation>
    </message>
    <message>
        <source>If you do not know the address, filter it, and see that only the services you mean to offer listen.</source>
        <translation>如果不认识该地址，请过滤它，并确认只有您想提供的服务在监听。</translation>
    </message>
    <message>
        <source>{remote} tried {hosts} hosts in vain</source>
        <translation>{remote} 尝试了 {hosts} 台主机，均未成功</translation>
    </message>
    <message>
        <source>One address asks the same service of many hosts. That is how a sweep through a network looks, by a worm or by an inventory.</source>
        <translation>一个地址向许多主机请求同一服务。蠕虫或资产清点对网络的扫描就是这样。</translation>
    </message>
    <message>
        <source>If it is not an inventory of yours, look at the machine with that address.</source>
        <translation>如果不是您的资产清点，请检查使用该地址的机器。</translation>
    </message>
    <message>
        <source>{remote} does not answer: {syns_sent} SYNs sent in {waited}, the kernel gives up in {gives_up_in}</source>
        <translation>{remote} 没有应答：{waited} 内发出 {syns_sent} 个 SYN，内核将在 {gives_up_in} 后放弃</translation>
    </message>
    <message>
        <source>No answer came, not even a refusal. The packets are dropped on the way or by a firewall, the machine is off, or the address is wrong.</source>
        <translation>没有任何应答，连拒绝也没有。数据包在途中或被防火墙丢弃，对方已关机，或者地址有误。</translation>
    </message>
    <message>
        <source>Check address and port; then ask whether a firewall on the way, or at the other machine, drops this port.</source>
        <translation>检查地址和端口；再查途中或对方的防火墙是否丢弃该端口。</translation>
    </message>
    <message>
        <source>{remote} never answered: the kernel gave up after {waited}</source>
        <translation>{remote} 始终没有应答：内核在 {waited} 后放弃</translation>
    </message>
    <message>
        <source>No answer came to any SYN, not even a refusal. The packets are dropped, the machine is off, or the address is wrong.</source>
        <translation>所有 SYN 都没有应答，连拒绝也没有。数据包被丢弃，对方关机，或者地址有误。</translation>
    </message>
    <message>
        <source>{remote} does not answer because its accept queue is full: {syns_sent} SYNs sent in {waited}</source>
        <translation>{remote} 没有应答，因为其接受队列已满：{waited} 内发出 {syns_sent} 个 SYN</translation>
    </message>
    <message>
        <source>The listener is on this machine and takes no connections, so the kernel drops new ones.</source>
        <translation>监听套接字就在本机，却不取走连接，内核因此丢弃新连接。</translation>
    </message>
    <message>
        <source>See what the listening program is busy with.</source>
        <translation>看看监听程序在忙什么。</translation>
    </message>
    <message>
        <source>No packet came back, not even a refusal. The SYNs are dropped, the machine is off, or the way back does not pass this capture point.</source>
        <translation>没有任何数据包返回，连拒绝也没有。SYN 被丢弃，对方关机，或者返回路径不经过此抓包点。</translation>
    </message>
    <message>
        <source>Capture nearer to the server: if the SYNs arrive there, its firewall drops them or its answer takes another way.</source>
        <translation>在更靠近服务器处抓包：若 SYN 到达那里，则是其防火墙丢弃，或应答走了别的路。</translation>
    </message>
    <message>
        <source>The machine is there and says that nothing listens on this port, or a firewall says so for it.</source>
        <translation>对方主机在线，并表示该端口无人监听；也可能是防火墙替它这样应答。</translation>
    </message>
    <message>
        <source>Start the service, or check the port; on the server, see what address it listens on (127.0.0.1 is not reachable from outside).</source>
        <translation>启动服务，或核对端口；在服务器上查看它监听的地址（127.0.0.1 从外部不可达）。</translation>
    </message>
    <message>
        <source>{remote} cannot be reached: {icmp}</source>
        <translation>{remote} 不可达：{icmp}</translation>
    </message>
    <message>
        <source>A router or the machine itself answered with an ICMP error: it says why, and it is not the service that says it.</source>
        <translation>路由器或对方机器以 ICMP 错误应答：它说明了原因，而说话的并不是服务本身。</translation>
    </message>
    <message>
        <source>See who sent the ICMP message and what it says: a missing route, a machine that is off, or a filter that rejects.</source>
        <translation>查看谁发出了该 ICMP 报文及其内容：缺少路由、机器关机，或过滤器拒绝。</translation>
    </message>
    <message>
        <source>{remote} cannot be reached; the kernel has no way there</source>
        <translation>{remote} 不可达；内核没有到达那里的路径</translation>
    </message>
    <message>
        <source>The connect failed with &quot;no route&quot; or &quot;host unreachable&quot;.</source>
        <translation>连接以“无路由”或“主机不可达”失败。</translation>
    </message>
    <message>
        <source>Look at this machine&apos;s routes (ip route get ADDRESS) and whether the next hop answers.</source>
        <translation>检查本机路由（ip route get 地址）以及下一跳是否应答。</translation>
    </message>
    <message>
        <source>This machine&apos;s firewall dropped packets for {remote}</source>
        <translation>本机防火墙丢弃了发往 {remote} 的数据包</translation>
    </message>
    <message>
        <source>The packets did not leave, or did not come in: a rule of this machine dropped them.</source>
        <translation>数据包没有发出，或没有进入：被本机的一条规则丢弃。</translation>
    </message>
    <message>
        <source>List the rules (nft list ruleset) and look for the one that matches this address and port.</source>
        <translation>列出规则（nft list ruleset），找出与该地址和端口匹配的一条。</translation>
    </message>
    <message>
        <source>This machine does not permit a connect to {remote}</source>
        <translation>本机不允许连接 {remote}</translation>
    </message>
    <message>
        <source>The kernel refused before a packet went out: a firewall rule, or a policy such as SELinux.</source>
        <translation>内核在数据包发出之前就拒绝了：防火墙规则，或 SELinux 之类的策略。</translation>
    </message>
    <message>
        <source>List the rules for outgoing packets (nft list ruleset) and look at the audit log.</source>
        <translation>列出出站规则（nft list ruleset），并查看审计日志。</translation>
    </message>
    <message>
        <source>{remote} expects TLS, and was spoken to in plain HTTP</source>
        <translation>{remote} 需要 TLS，却收到明文 HTTP</translation>
    </message>
    <message>
        <source>The client sent an HTTP request without encryption, the server answered in TLS.</source>
        <translation>客户端发送未加密的 HTTP 请求，服务器以 TLS 应答。</translation>
    </message>
    <message>
        <source>Use https:// in the address, or the port for plain HTTP.</source>
        <translation>地址使用 https://，或改用明文 HTTP 的端口。</translation>
    </message>
    <message>
        <source>{remote} does not speak TLS, and was asked for it</source>
        <translation>{remote} 不使用 TLS，却被要求使用</translation>
    </message>
    <message>
        <source>The client began a TLS handshake, the server answered in plain text.</source>
        <translation>客户端开始 TLS 握手，服务器以明文应答。</translation>
    </message>
    <message>
        <source>Use http:// in the address, or switch TLS on at the server.</source>
        <translation>地址使用 http://，或在服务器上启用 TLS。</translation>
    </message>
    <message>
        <source>{remote} speaks SSH, and was asked for something else</source>
        <translation>{remote} 使用 SSH，却被请求其他协议</translation>
    </message>
    <message>
        <source>The server sent an SSH banner to a client of another protocol.</source>
        <translation>服务器向其他协议的客户端发送了 SSH 标识。</translation>
    </message>
    <message>
        <source>Check the port: SSH stands where the client expects another service.</source>
        <translation>核对端口：客户端期望其他服务的地方是 SSH。</translation>
    </message>
    <message>
        <source>{remote} refused TCP; a UDP socket is bound to that port</source>
        <translation>{remote} 拒绝 TCP；该端口绑定的是 UDP 套接字</translation>
    </message>
    <message>
        <source>The service is there, but over UDP. TCP and UDP ports are different things.</source>
        <translation>服务存在，但使用 UDP。TCP 端口与 UDP 端口是两回事。</translation>
    </message>
    <message>
        <source>Have the client use UDP, or the service listen on TCP.</source>
        <translation>让客户端使用 UDP，或让服务监听 TCP。</translation>
    </message>
    <message>
        <source>{remote} answered a request with a reset, {after} after the handshake</source>
        <translation>{remote} 在握手后 {after} 以复位应答请求</translation>
    </message>
    <message>
        <source>The connection was accepted and cut as soon as the client asked. The service or a device on the way does not like the request, or the service crashed.</source>
        <translation>连接被接受，客户端一发出请求就被切断。服务或途中设备不接受该请求，或服务崩溃。</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log for that moment; compare with a client that works.</source>
        <translation>查看服务器当时的日志；与能正常工作的客户端比较。</translation>
    </message>
    <message>
        <source>{remote} answered the TLS hello with a reset, {after} after the handshake</source>
        <translation>{remote} 在握手后 {after} 以复位应答 TLS 握手消息</translation>
    </message>
    <message>
        <source>The connection was accepted and cut at the first TLS message: a filter that looks at the server&apos;s name, a service without TLS, or no version in common.</source>
        <translation>连接被接受，却在第一条 TLS 消息处被切断：按服务器名过滤的设备、未启用 TLS 的服务，或没有共同的版本。</translation>
    </message>
    <message>
        <source>Try from another network; compare the TLS versions; see whether a device on the way filters by name.</source>
        <translation>换一个网络再试；比较 TLS 版本；查看途中是否有设备按名称过滤。</translation>
    </message>
    <message>
        <source>{remote} answered an HTTP request with a reset, {after} after the handshake</source>
        <translation>{remote} 在握手后 {after} 以复位应答 HTTP 请求</translation>
    </message>
    <message>
        <source>The connection was accepted and cut as soon as the request came: a filter on the way, a service that speaks another protocol, or one that crashed.</source>
        <translation>连接被接受，请求一到就被切断：途中的过滤器、使用其他协议的服务，或服务崩溃。</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log for that moment; see whether the port expects TLS.</source>
        <translation>查看服务器当时的日志；确认该端口是否需要 TLS。</translation>
    </message>
    <message>
        <source>Beyond that the kernel destroys what enters TIME-WAIT at once, and late segments may meet a new connection.</source>
        <translation>超出后内核立即销毁 TIME-WAIT，迟到的报文段可能撞上新连接。</translation>
    </message>
    <message>
        <source>{remote} did not answer connection attempts: {connects}</source>
        <translation>{remote} 对 {connects} 次连接没有应答</translation>
    </message>
    <message>
        <source>{remote} refused connection attempts: {refused}</source>
        <translation>{remote} 拒绝了 {refused} 次连接</translation>
    </message>
    <message>
        <source>{remote} refused connection attempts: {refused}; the kernel reported it</source>
        <translation>{remote} 拒绝了 {refused} 次连接；由内核报告</translation>
    </message>
    <message>
        <source>%1 (UDP)</source>
        <translation>%1（UDP）</translation>
    </message>
    <message>
        <source>kept out by: %1</source>
        <translation>阻止它的规则：%1</translation>
    </message>
    <message>
        <source>opened by: %1</source>
        <translation>放行它的规则：%1</translation>
    </message>
    <message>
        <source>The firewall opens port {port} for UDP, but {local} listens for TCP</source>
        <translation>防火墙放行了 UDP 端口 {port}，但 {local} 监听的是 TCP</translation>
    </message>
    <message>
        <source>TCP and UDP ports of one number have nothing to do with each other. TCP packets from outside are kept out here; those of UDP are let in, and nobody takes them.</source>
        <translation>编号相同的 TCP 端口和 UDP 端口互不相干。这里外来的 TCP 数据包被阻止，UDP 数据包被放行，却没有程序接收。</translation>
    </message>
    <message>
        <source>Open the port for the protocol that is spoken: {command}</source>
        <translation>为实际使用的协议放行该端口：{command}</translation>
    </message>
    <message>
        <source>The firewall opens port {port} for TCP, but {local} listens for UDP</source>
        <translation>防火墙放行了 TCP 端口 {port}，但 {local} 监听的是 UDP</translation>
    </message>
    <message>
        <source>TCP and UDP ports of one number have nothing to do with each other. UDP packets from outside are kept out here; those of TCP are let in, and nobody takes them.</source>
        <translation>编号相同的 TCP 端口和 UDP 端口互不相干。这里外来的 UDP 数据包被阻止，TCP 数据包被放行，却没有程序接收。</translation>
    </message>
    <message>
        <source>The firewall opens port {port}, but {local} takes nothing from outside</source>
        <translation>防火墙放行了端口 {port}，但 {local} 不接收外来的数据包</translation>
    </message>
    <message>
        <source>The program is bound to loopback: only programs of this machine reach it, whatever the rule says.</source>
        <translation>程序只绑定了回环地址：无论规则如何，只有本机的程序能访问它。</translation>
    </message>
    <message>
        <source>If others shall reach it, have the program listen on 0.0.0.0 or ::. If not, the rule can go: {command}</source>
        <translation>如果要让其他机器访问，请让程序监听 0.0.0.0 或 ::；否则可以删除该规则：{command}</translation>
    </message>
    <message>
        <source>The firewall opens port {port}, among others, but {local} takes nothing from outside</source>
        <translation>防火墙放行的端口中有 {port}，但 {local} 不接收外来的数据包</translation>
    </message>
    <message>
        <source>If others shall reach it, have the program listen on 0.0.0.0 or ::. If not, take this port out of the rule.</source>
        <translation>如果要让其他机器访问，请让程序监听 0.0.0.0 或 ::；否则请把该端口从规则中去掉。</translation>
    </message>
    <message>
        <source>The firewall drops what comes from outside for {local}</source>
        <translation>防火墙丢弃外来的、发往 {local} 的数据包</translation>
    </message>
    <message>
        <source>A program listens, and other machines get no answer from it: to them it looks as if nobody were there. That is right if the service is not meant for them.</source>
        <translation>有程序在监听，而其他机器得不到任何回应：在它们看来好像没有人在。如果该服务不是给它们用的，这样没有问题。</translation>
    </message>
    <message>
        <source>If others shall reach it: {command}</source>
        <translation>如果要让其他机器访问：{command}</translation>
    </message>
    <message>
        <source>The firewall rejects what comes from outside for {local}</source>
        <translation>防火墙拒绝外来的、发往 {local} 的数据包</translation>
    </message>
    <message>
        <source>A program listens, and other machines are told at once that they may not reach it. That is right if the service is not meant for them.</source>
        <translation>有程序在监听，而其他机器会立即被告知不允许访问。如果该服务不是给它们用的，这样没有问题。</translation>
    </message>
    <message>
        <source>{remote} may not be reached: a filter says so</source>
        <translation>不允许连接 {remote}：有过滤设备如此回应</translation>
    </message>
    <message>
        <source>A router or a firewall answered that the connection is prohibited. It is not the service that says it.</source>
        <translation>路由器或防火墙回应说此连接被禁止。这不是服务本身的回应。</translation>
    </message>
    <message>
        <source>Ask who runs the network, or the other machine, to open this port.</source>
        <translation>请联系网络或对方机器的管理员开放此端口。</translation>
    </message>
    <message>
        <source>{remote} did not acknowledge: {local} sent the same data again {tries} times</source>
        <translation>{remote} 没有确认：{local} 重发了同样的数据 {tries} 次</translation>
    </message>
    <message>
        <source>Not one packet came back meanwhile. The peer or the way to it is gone, or the way back does not pass this capture point.</source>
        <translation>其间没有收到一个返回的数据包。对端或去往它的路径已断，或者返回的路径不经过此捕获点。</translation>
    </message>
    <message>
        <source>{remote} did not read for {stalled}: its window was closed</source>
        <translation>{remote} 有 {stalled} 没有读取：窗口已关闭</translation>
    </message>
    <message>
        <source>handshakes completed since it began</source>
        <translation>自开始以来完成的握手</translation>
    </message>
    <message>
        <source>share of handshakes completed since it began</source>
        <translation>自开始以来完成握手的比例</translation>
    </message>
    <message>
        <source>times its window closed</source>
        <translation>窗口关闭次数</translation>
    </message>
    <message>
        <source>closed in all</source>
        <translation>累计关闭</translation>
    </message>
    <message>
        <source>at least %1</source>
        <extracomment>%1 is a number at which counting stopped</extracomment>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>The client sent an HTTP request without encryption; the server answered in plain text that this port is for HTTPS.</source>
        <translation>客户端发送了未加密的 HTTP 请求；服务器以明文回答说此端口用于 HTTPS。</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>%1 TiB</source>
        <translation>%1 TiB</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1 时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 时</translation>
    </message>
    <message>
        <source>+%1</source>
        <extracomment>A time since the step before</extracomment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>&gt; %1</source>
        <extracomment>A length of time that is known to be longer than %1</extracomment>
        <translation>&gt; %1</translation>
    </message>
    <message>
        <source>%1 ↔ %2</source>
        <extracomment>Local and remote end of a connection</extracomment>
        <translation>%1 ↔ %2</translation>
    </message>
    <message>
        <source>kernel trace</source>
        <translation>内核跟踪</translation>
    </message>
    <message>
        <source>socket table</source>
        <translation>套接字表</translation>
    </message>
    <message>
        <source>packets</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>推断</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>How it comes here</source>
        <translation>如何到达</translation>
    </message>
    <message>
        <source>How it goes on</source>
        <translation>如何离开</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
</context>
<context>
    <name>HttpFilter</name>
    <message>
        <source>Here all words have to fit: there is no “or” and no parentheses.</source>
        <translation>此处所有词都须匹配：不支持“or”和括号。</translation>
    </message>
    <message>
        <source>“%1:” is not known; there are method:, host:, path:, status:, type:, process: and duration:.</source>
        <translation>未知的“%1:”；可用的有 method:、host:、path:、status:、type:、process: 和 duration:。</translation>
    </message>
    <message>
        <source>The expression between the slashes: %1.</source>
        <translation>斜杠之间的正则表达式：%1。</translation>
    </message>
    <message>
        <source>A status is a number such as 404, &gt;=500, 400-499 or 4xx, or none.</source>
        <translation>状态码应为数字，如 404、&gt;=500、400-499 或 4xx，或写 none。</translation>
    </message>
    <message>
        <source>A duration is a time such as &gt;100ms or 1s-5s.</source>
        <translation>耗时应为时间，如 &gt;100ms 或 1s-5s。</translation>
    </message>
</context>
<context>
    <name>LadderExport</name>
    <message>
        <source>The first %L1 of %L2 rows; the rest was left out.</source>
        <translation>共 %L2 行，此处只有前 %L1 行，其余略去。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln datagram(s)</source>
        <translation>
            <numerusform>%Ln 个数据报</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s)</source>
        <translation>
            <numerusform>%Ln 个报文段</numerusform>
        </translation>
    </message>
    <message>
        <source>Ladder of a TCP connection</source>
        <translation>TCP 连接的时序图</translation>
    </message>
    <message>
        <source>Page %L1 of %L2</source>
        <translation>第 %L1 页，共 %L2 页</translation>
    </message>
</context>
<context>
    <name>LadderHelp</name>
    <message>
        <source>Spurious retransmission: all of it was acknowledged before.</source>
        <translation>伪重传：这些数据此前已全部得到确认。</translation>
    </message>
    <message>
        <source>Fast retransmission: duplicate ACKs asked for it, no timer was awaited.</source>
        <translation>快速重传：由重复 ACK 触发，没有等待定时器超时。</translation>
    </message>
    <message>
        <source>Retransmission: these numbers were sent before.</source>
        <translation>重传：这些序列号此前已经发送过。</translation>
    </message>
    <message>
        <source>Out of order: segments with higher numbers passed shortly before.</source>
        <translation>乱序：序列号更大的报文段不久前已经先到。</translation>
    </message>
    <message>
        <source>Data before this segment was not captured: lost on the way here, or missed by the capture.</source>
        <translation>这个报文段之前的数据没有被捕获：可能在到达捕获点之前丢失，也可能被捕获程序漏掉。</translation>
    </message>
    <message>
        <source>Acknowledges data that was not captured.</source>
        <translation>确认了没有被捕获的数据。</translation>
    </message>
    <message>
        <source>Duplicate ACK: says again which number is awaited; something came out of order or is missing.</source>
        <translation>重复 ACK：再次声明期望的序列号；有数据乱序到达或者缺失。</translation>
    </message>
    <message>
        <source>Zero window: the sender of this segment has no room for more data.</source>
        <translation>零窗口：这个报文段的发送方已没有空间接收更多数据。</translation>
    </message>
    <message>
        <source>Window probe: asks whether there is room again.</source>
        <translation>窗口探测：询问对方是否又有了接收空间。</translation>
    </message>
    <message>
        <source>Answers a window probe: there is still no room.</source>
        <translation>对窗口探测的应答：仍然没有空间。</translation>
    </message>
    <message>
        <source>Keep-alive: repeats the last number to hear whether the other end is there. While its window is closed, a probe.</source>
        <translation>保活：重发上一个序列号，以确认对方是否仍在。对方窗口关闭期间，它就是窗口探测。</translation>
    </message>
    <message>
        <source>Answers a keep-alive.</source>
        <translation>对保活的应答。</translation>
    </message>
    <message>
        <source>Window update: tells of more or less room, nothing else.</source>
        <translation>窗口更新：只通告接收空间的变化。</translation>
    </message>
    <message>
        <source>These ports were used by an earlier connection of the capture.</source>
        <translation>这对端口此前已被本次捕获中的另一个连接使用过。</translation>
    </message>
    <message>
        <source>maximum segment size %1</source>
        <translation>最大报文段长度 %1</translation>
    </message>
    <message>
        <source>window scale %1</source>
        <translation>窗口缩放 %1</translation>
    </message>
    <message>
        <source>SACK permitted</source>
        <translation>允许 SACK</translation>
    </message>
    <message>
        <source>timestamps %1 and %2</source>
        <translation>时间戳 %1 和 %2</translation>
    </message>
    <message>
        <source>Fast Open</source>
        <translation>Fast Open</translation>
    </message>
    <message>
        <source>SACK %1 to %2</source>
        <translation>SACK %1 到 %2</translation>
    </message>
    <message>
        <source>Packet %L1 at %2</source>
        <translation>第 %L1 个数据包，时间 %2</translation>
    </message>
    <message>
        <source>Flags %1</source>
        <translation>标志 %1</translation>
    </message>
    <message numerus="yes">
        <source>Payload %Ln byte(s)</source>
        <translation>
            <numerusform>载荷 %Ln 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>The packet&apos;s bytes cannot be read any more.</source>
        <translation>数据包的内容已无法读取。</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>Sender and receiver of a packet</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Sequence number %1, absolute %2</source>
        <translation>序列号 %1，绝对值 %2</translation>
    </message>
    <message>
        <source>Sequence number %1</source>
        <translation>序列号 %1</translation>
    </message>
    <message>
        <source>Acknowledgment number %1, absolute %2</source>
        <translation>确认号 %1，绝对值 %2</translation>
    </message>
    <message>
        <source>Acknowledgment number %1</source>
        <translation>确认号 %1</translation>
    </message>
    <message>
        <source>Window %L1 bytes</source>
        <translation>窗口 %L1 字节</translation>
    </message>
    <message>
        <source>Window %L1 bytes: %L2 as sent, times %L3</source>
        <translation>窗口 %L1 字节：原始值 %L2，乘以 %L3</translation>
    </message>
    <message>
        <source>Window %L1 as sent; its scale was not captured</source>
        <translation>窗口原始值 %L1；没有捕获到窗口缩放系数</translation>
    </message>
    <message>
        <source>Options: %1</source>
        <translation>选项：%1</translation>
    </message>
    <message>
        <source>%1 sends data without trouble; nothing but ACKs comes back.</source>
        <translation>%1连续发送数据，一切正常，对方只回复 ACK。</translation>
    </message>
    <message>
        <source>Packets %L1 to %L2</source>
        <translation>第 %L1 到第 %L2 个数据包</translation>
    </message>
    <message>
        <source>Click or press Enter to close it.</source>
        <translation>单击或按 Enter 收起。</translation>
    </message>
    <message>
        <source>Click or press Enter to open it.</source>
        <translation>单击或按 Enter 展开。</translation>
    </message>
    <message>
        <source>Data before the next segment was not captured: lost on the way here, or missed by the capture.</source>
        <translation>下一个报文段之前的数据没有被捕获：可能在到达捕获点之前丢失，也可能被捕获程序漏掉。</translation>
    </message>
    <message>
        <source>%1 begins in %2</source>
        <extracomment>An end of the connection and a state</extracomment>
        <translation>%1起始状态为 %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3, %4</source>
        <extracomment>An end of the connection, the state it leaves, the one it enters, and by what</extracomment>
        <translation>%1：%2 → %3，%4</translation>
    </message>
</context>
<context>
    <name>LadderLabel</name>
    <message>
        <source>DNS query %1</source>
        <extracomment>A DNS query for the name %1</extracomment>
        <translation>DNS 查询 %1</translation>
    </message>
    <message>
        <source>DNS answer %1</source>
        <extracomment>A DNS answer about the name %1</extracomment>
        <translation>DNS 应答 %1</translation>
    </message>
    <message>
        <source>TLS %1</source>
        <extracomment>A TLS ClientHello for the server %1</extracomment>
        <translation>TLS %1</translation>
    </message>
    <message>
        <source>bytes not available</source>
        <extracomment>The packet&apos;s bytes cannot be read any more</extracomment>
        <translation>内容不可用</translation>
    </message>
    <message>
        <source>no flags</source>
        <translation>无标志</translation>
    </message>
    <message>
        <source>spurious retransmission</source>
        <translation>伪重传</translation>
    </message>
    <message>
        <source>fast retransmission</source>
        <translation>快速重传</translation>
    </message>
    <message>
        <source>retransmission</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>乱序</translation>
    </message>
    <message>
        <source>window probe</source>
        <translation>窗口探测</translation>
    </message>
    <message>
        <source>keep-alive</source>
        <translation>保活</translation>
    </message>
    <message>
        <source>answer to the probe</source>
        <translation>探测应答</translation>
    </message>
    <message>
        <source>answer to the keep-alive</source>
        <translation>保活应答</translation>
    </message>
    <message>
        <source>zero window</source>
        <translation>零窗口</translation>
    </message>
    <message>
        <source>window update</source>
        <translation>窗口更新</translation>
    </message>
    <message>
        <source>duplicate ACK</source>
        <translation>重复 ACK</translation>
    </message>
    <message>
        <source>acknowledges what was not captured</source>
        <translation>确认了未捕获的数据</translation>
    </message>
    <message>
        <source>refused</source>
        <extracomment>A RST that answers a SYN: no connection is opened</extracomment>
        <translation>被拒绝</translation>
    </message>
    <message numerus="yes">
        <source>%Ln datagram(s), %1</source>
        <extracomment>A run of segments with data, and how many bytes they carried together: &quot;14 segments, 19 KiB&quot;</extracomment>
        <translation>
            <numerusform>%Ln 个数据报，%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s), %1</source>
        <translation>
            <numerusform>%Ln 个报文段，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>no longer kept</source>
        <extracomment>The capture keeps only its newest packets</extracomment>
        <translation>已不再保留</translation>
    </message>
    <message>
        <source>%1, no traffic</source>
        <extracomment>%1 is a length of time</extracomment>
        <translation>%1 无流量</translation>
    </message>
    <message>
        <source>%1 later: a new connection on the same ports</source>
        <extracomment>%1 is a length of time</extracomment>
        <translation>%1 之后：同一对端口上的新连接</translation>
    </message>
    <message>
        <source>%1 later: new connection</source>
        <extracomment>The same where there is little room</extracomment>
        <translation>%1 之后：新连接</translation>
    </message>
    <message>
        <source>not captured: data before the next segment</source>
        <translation>未捕获：下一报文段之前的数据</translation>
    </message>
    <message>
        <source>not captured</source>
        <extracomment>The same where there is little room</extracomment>
        <translation>未捕获</translation>
    </message>
    <message>
        <source>earlier packets no longer kept</source>
        <translation>更早的数据包已不再保留</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier packet(s) no longer kept</source>
        <translation>
            <numerusform>更早的 %Ln 个数据包已不再保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later packet(s) not indexed</source>
        <translation>
            <numerusform>之后的 %Ln 个数据包没有编入索引</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LadderLegend</name>
    <message>
        <source>Segment</source>
        <translation>报文段</translation>
    </message>
    <message>
        <source>Retransmission</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>Not captured</source>
        <translation>未捕获</translation>
    </message>
    <message>
        <source>Run of data, opens</source>
        <translation>连续数据，可展开</translation>
    </message>
    <message>
        <source>Gap over 200 ms</source>
        <translation>超过 200 ms 的间隙</translation>
    </message>
    <message>
        <source>Window closed</source>
        <translation>窗口关闭</translation>
    </message>
</context>
<context>
    <name>LadderWords</name>
    <message>
        <source>client</source>
        <extracomment>The end that opened the connection</extracomment>
        <translation>客户端</translation>
    </message>
    <message>
        <source>server</source>
        <extracomment>The end that accepted the connection</extracomment>
        <translation>服务器</translation>
    </message>
    <message>
        <source>This end</source>
        <translation>本端</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>First sender</source>
        <extracomment>The two ends of a connection whose opening was not captured</extracomment>
        <translation>先发送方</translation>
    </message>
    <message>
        <source>Other end</source>
        <translation>另一端</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>This end · %1, PID %2</source>
        <extracomment>Head of this machine&apos;s end: a process&apos;s name and number</extracomment>
        <translation>本端 · %1，PID %2</translation>
    </message>
    <message>
        <source>This end · %1</source>
        <extracomment>%1 tells why the process is not known: &quot;kernel&quot;, &quot;other user&quot;</extracomment>
        <translation>本端 · %1</translation>
    </message>
    <message>
        <source>Peer · states inferred</source>
        <translation>对端 · 状态为推断</translation>
    </message>
    <message>
        <source>states inferred</source>
        <extracomment>Of both ends in a capture: packets show no state, only what an end sends</extracomment>
        <translation>状态为推断</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>Over a column of times of day, or of seconds since the start</extracomment>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>时间（秒）</translation>
    </message>
    <message>
        <source>Since last</source>
        <extracomment>Over a column of times since the packet before</extracomment>
        <translation>间隔</translation>
    </message>
    <message>
        <source>%1 sends %2</source>
        <extracomment>Read aloud: which end sent something, and what</extracomment>
        <translation>%1发送 %2</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>Read aloud: an end and the state it is in</extracomment>
        <translation>%1处于 %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已收起</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>its number of packets is missing or goes backwards</source>
        <translation>数据包数缺失或比前一步少</translation>
    </message>
    <message>
        <source>a title or caption is missing in one language</source>
        <translation>某种语言缺少标题或说明</translation>
    </message>
    <message>
        <source>it names a state that TCP does not have</source>
        <translation>其中的状态名不是 TCP 的状态</translation>
    </message>
    <message>
        <source>it points at a transition that TCP does not have</source>
        <translation>它指向的转换在 TCP 中不存在</translation>
    </message>
    <message>
        <source>it does not say which end makes the transition</source>
        <translation>没有说明由哪一端进行转换</translation>
    </message>
    <message>
        <source>The lesson is not JSON: %1, at byte %L2</source>
        <translation>课程文件不是 JSON：%1，位于第 %L2 字节</translation>
    </message>
    <message>
        <source>The lesson names no capture beside it</source>
        <translation>课程没有指明同一文件夹中的捕获文件</translation>
    </message>
    <message>
        <source>The lesson has no title in one language</source>
        <translation>课程缺少某种语言的标题</translation>
    </message>
    <message>
        <source>Step %L1 of the lesson is wrong: %2</source>
        <translation>课程的第 %L1 步有误：%2</translation>
    </message>
    <message>
        <source>The lesson has no steps</source>
        <translation>课程没有步骤</translation>
    </message>
</context>
<context>
    <name>PacketFilter</name>
    <message>
        <source>“or” stands between two conditions</source>
        <translation>“or”应位于两个条件之间</translation>
    </message>
    <message>
        <source>“not” stands before a condition</source>
        <translation>“not”应位于条件之前</translation>
    </message>
    <message>
        <source>“%1” is no condition for packets; there are: %2</source>
        <translation>“%1”不是数据包条件；可用的条件有：%2</translation>
    </message>
</context>
<context>
    <name>PacketSaving</name>
    <message>
        <source>there are no packets</source>
        <translation>没有数据包</translation>
    </message>
</context>
<context>
    <name>PacketText</name>
    <message>
        <source>query %1</source>
        <extracomment>%1 is the name that DNS is asked for</extracomment>
        <translation>查询 %1</translation>
    </message>
    <message>
        <source>response %1</source>
        <translation>响应 %1</translation>
    </message>
    <message>
        <source>Client Hello, server name %1</source>
        <translation>Client Hello，服务器名称 %1</translation>
    </message>
    <message>
        <source>%1, about %2 %3 → %4</source>
        <extracomment>An ICMP error, then protocol, source and destination of the packet that met it</extracomment>
        <translation>%1，针对 %2 %3 → %4</translation>
    </message>
    <message>
        <source>its bytes cannot be read any more</source>
        <translation>其字节已无法读取</translation>
    </message>
    <message>
        <source>fragment</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>not an IP packet</source>
        <translation>非 IP 数据包</translation>
    </message>
    <message>
        <source>cut off by the snap length within its headers</source>
        <translation>首部被捕获长度截断</translation>
    </message>
    <message>
        <source>its headers contradict themselves</source>
        <translation>首部自相矛盾</translation>
    </message>
    <message>
        <source>link type %1 is not read</source>
        <translation>不支持链路类型 %1</translation>
    </message>
    <message>
        <source>fast retransmission</source>
        <translation>快速重传</translation>
    </message>
    <message>
        <source>spurious retransmission</source>
        <translation>伪重传</translation>
    </message>
    <message>
        <source>retransmission</source>
        <translation>重传</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>乱序</translation>
    </message>
    <message>
        <source>a segment before it is missing</source>
        <translation>缺少之前的报文段</translation>
    </message>
    <message>
        <source>acknowledges a segment not seen</source>
        <translation>确认了未见到的报文段</translation>
    </message>
    <message>
        <source>duplicate ACK</source>
        <translation>重复 ACK</translation>
    </message>
    <message>
        <source>zero window</source>
        <translation>零窗口</translation>
    </message>
    <message>
        <source>zero-window probe</source>
        <translation>零窗口探测</translation>
    </message>
    <message>
        <source>ACK of a zero-window probe</source>
        <translation>零窗口探测的 ACK</translation>
    </message>
    <message>
        <source>keep-alive</source>
        <translation>保活</translation>
    </message>
    <message>
        <source>ACK of a keep-alive</source>
        <translation>保活的 ACK</translation>
    </message>
    <message>
        <source>window update</source>
        <translation>窗口更新</translation>
    </message>
    <message>
        <source>ports used before</source>
        <translation>端口重用</translation>
    </message>
    <message>
        <source>cut off by the snap length</source>
        <translation>被捕获长度截断</translation>
    </message>
    <message>
        <source>Network unreachable</source>
        <translation>网络不可达</translation>
    </message>
    <message>
        <source>Host unreachable</source>
        <translation>主机不可达</translation>
    </message>
    <message>
        <source>Protocol unreachable</source>
        <translation>协议不可达</translation>
    </message>
    <message>
        <source>Port unreachable</source>
        <translation>端口不可达</translation>
    </message>
    <message>
        <source>Fragmentation needed</source>
        <translation>需要分片</translation>
    </message>
    <message>
        <source>Communication prohibited</source>
        <translation>通信被禁止</translation>
    </message>
    <message>
        <source>Destination unreachable, code %1</source>
        <translation>目的不可达，代码 %1</translation>
    </message>
    <message>
        <source>Echo reply</source>
        <translation>回显应答</translation>
    </message>
    <message>
        <source>Source quench</source>
        <translation>源抑制</translation>
    </message>
    <message>
        <source>Redirect</source>
        <translation>重定向</translation>
    </message>
    <message>
        <source>Echo request</source>
        <translation>回显请求</translation>
    </message>
    <message>
        <source>Router advertisement</source>
        <translation>路由器通告</translation>
    </message>
    <message>
        <source>Router solicitation</source>
        <translation>路由器请求</translation>
    </message>
    <message>
        <source>Reassembly time exceeded</source>
        <translation>重组超时</translation>
    </message>
    <message>
        <source>Time to live exceeded</source>
        <translation>TTL 超时</translation>
    </message>
    <message>
        <source>Parameter problem</source>
        <translation>参数问题</translation>
    </message>
    <message>
        <source>Timestamp request</source>
        <translation>时间戳请求</translation>
    </message>
    <message>
        <source>Timestamp reply</source>
        <translation>时间戳应答</translation>
    </message>
    <message>
        <source>Type %1, code %2</source>
        <translation>类型 %1，代码 %2</translation>
    </message>
    <message>
        <source>No route to the destination</source>
        <translation>没有到目的地的路由</translation>
    </message>
    <message>
        <source>Address unreachable</source>
        <translation>地址不可达</translation>
    </message>
    <message>
        <source>Packet too big</source>
        <translation>数据包过大</translation>
    </message>
    <message>
        <source>Hop limit exceeded</source>
        <translation>跳数超限</translation>
    </message>
    <message>
        <source>Multicast listener query</source>
        <translation>组播侦听者查询</translation>
    </message>
    <message>
        <source>Multicast listener report</source>
        <translation>组播侦听者报告</translation>
    </message>
    <message>
        <source>Multicast listener done</source>
        <translation>组播侦听者完成</translation>
    </message>
    <message>
        <source>Neighbor solicitation</source>
        <translation>邻居请求</translation>
    </message>
    <message>
        <source>Neighbor advertisement</source>
        <translation>邻居通告</translation>
    </message>
</context>
<context>
    <name>ReachText</name>
    <message>
        <source>accepted</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>the rules were not read</source>
        <translation>没有读取规则</translation>
    </message>
    <message>
        <source>the legacy iptables has rules too, which are not read here</source>
        <translation>旧版 iptables 也有规则，这里不读取</translation>
    </message>
    <message>
        <source>not all of the rules could be read</source>
        <translation>并非所有规则都能读取</translation>
    </message>
    <message>
        <source>there are too many rules to follow</source>
        <translation>规则太多，无法逐一检查</translation>
    </message>
    <message>
        <source>a rule has an expression that is not understood here</source>
        <translation>有规则含有这里无法理解的表达式</translation>
    </message>
    <message>
        <source>a rule hands the packets to a program</source>
        <translation>有规则把数据包交给某个程序</translation>
    </message>
    <message>
        <source>a rule sends the packets to another address or port</source>
        <translation>有规则把数据包转到另一个地址或端口</translation>
    </message>
    <message>
        <source>it depends on a limit, or on other traffic</source>
        <translation>取决于速率限制或其他流量</translation>
    </message>
    <message>
        <source>it depends on marks</source>
        <translation>取决于标记</translation>
    </message>
    <message>
        <source>it depends on the interface</source>
        <translation>取决于网络接口</translation>
    </message>
    <message>
        <source>it depends on which of this computer&apos;s addresses is asked</source>
        <translation>取决于访问的是本机的哪个地址</translation>
    </message>
    <message>
        <source>it depends on who asks</source>
        <translation>取决于由谁访问</translation>
    </message>
    <message>
        <source>it depends on the sender&apos;s port</source>
        <translation>取决于发送方的端口</translation>
    </message>
    <message>
        <source>no rule is in the way</source>
        <translation>没有规则阻挡</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is &quot;accepted&quot; or the like, %2 a firewall rule</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>cannot tell: %1</source>
        <translation>无法判断：%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is why it cannot be told, %2 a firewall rule</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>loopback only</source>
        <translation>仅回环</translation>
    </message>
    <message>
        <source>IPv4 %1, IPv6 %2</source>
        <translation>IPv4 %1，IPv6 %2</translation>
    </message>
    <message>
        <source>It is bound to loopback: nothing from outside reaches it, whatever the firewall does.</source>
        <translation>它只绑定了回环地址：无论防火墙怎样处理，外部都无法访问。</translation>
    </message>
    <message>
        <source>IPv4 %1</source>
        <translation>IPv4 %1</translation>
    </message>
    <message>
        <source>IPv6 %1</source>
        <translation>IPv6 %1</translation>
    </message>
    <message>
        <source>The firewall&apos;s rules may be read by root alone.</source>
        <translation>只有 root 可以读取防火墙规则。</translation>
    </message>
    <message>
        <source>The firewall&apos;s rules cannot be read here: %1</source>
        <translation>这里无法读取防火墙规则：%1</translation>
    </message>
    <message>
        <source>The firewall&apos;s rules were not read yet.</source>
        <translation>还没有读取防火墙规则。</translation>
    </message>
    <message>
        <source>Reading the firewall&apos;s rules failed: %1</source>
        <translation>读取防火墙规则失败：%1</translation>
    </message>
</context>
<context>
    <name>ReportRun</name>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
    <message>
        <source>The report cannot be made: there is not enough memory for it.</source>
        <translation>无法生成报告：内存不足。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Free some space or choose another place.</source>
        <translation>无法写入 %1：%2。请释放空间或另选位置。</translation>
    </message>
    <message>
        <source>%1: %2. The report is of what could be read.</source>
        <translation>%1：%2。报告基于能够读取的内容。</translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message>
        <source> (%1)</source>
        <extracomment>%1 is what the system or another program said, in its own words</extracomment>
        <translation>（%1）</translation>
    </message>
    <message>
        <source>Packets cannot be captured.</source>
        <translation>无法捕获数据包。</translation>
    </message>
    <message>
        <source>synoptic-capture, which reads them, is not installed. Install it beside this program.</source>
        <translation>读取数据包的 synoptic-capture 没有安装。请将它安装在本程序旁边。</translation>
    </message>
    <message>
        <source>Packets on %1 need a right.</source>
        <translation>捕获 %1 上的数据包需要权限。</translation>
    </message>
    <message>
        <source>synoptic-capture may not read them%1. Run it once as an administrator, or have it set up.</source>
        <translation>synoptic-capture 无权读取%1。请以管理员身份运行一次，或请管理员进行设置。</translation>
    </message>
    <message>
        <source>%1 cannot be captured.</source>
        <translation>无法捕获 %1。</translation>
    </message>
    <message>
        <source>There is no such interface that is up%1. Choose another.</source>
        <translation>没有这个已启用的接口%1。请另选一个。</translation>
    </message>
    <message>
        <source>The capture filter is not understood.</source>
        <translation>无法理解捕获过滤器。</translation>
    </message>
    <message>
        <source>It is written as for tcpdump, for example: tcp port 443%1.</source>
        <translation>写法与 tcpdump 相同，例如：tcp port 443%1。</translation>
    </message>
    <message>
        <source>%1 is down.</source>
        <translation>%1 已停用。</translation>
    </message>
    <message>
        <source>No packets come. Capture goes on when it is up again.</source>
        <translation>没有数据包到来。接口重新启用后会继续捕获。</translation>
    </message>
    <message>
        <source>%1 is gone.</source>
        <translation>%1 已不存在。</translation>
    </message>
    <message>
        <source>No more packets come. What was captured stays. Choose another interface.</source>
        <translation>不再有数据包到来。已捕获的内容会保留。请另选一个接口。</translation>
    </message>
    <message>
        <source>Capture broke off.</source>
        <translation>捕获中断。</translation>
    </message>
    <message>
        <source>synoptic-capture ended and is started again%1. Packets of the time between are missing.</source>
        <translation>synoptic-capture 已结束，正在重新启动%1。其间的数据包缺失。</translation>
    </message>
    <message>
        <source>What answered is not synoptic-capture%1. Install it anew.</source>
        <translation>应答的不是 synoptic-capture%1。请重新安装。</translation>
    </message>
    <message>
        <source>synoptic-capture is of another version%1. Install the same version of both.</source>
        <translation>synoptic-capture 的版本不同%1。请安装相同的版本。</translation>
    </message>
    <message>
        <source>The bytes of packets cannot be kept.</source>
        <translation>无法保存数据包的字节。</translation>
    </message>
    <message>
        <source>Connections are followed all the same%1. Free some space, or set TMPDIR to a folder with room.</source>
        <translation>连接仍会继续跟踪%1。请腾出空间，或将 TMPDIR 设为有空间的目录。</translation>
    </message>
    <message>
        <source>Packets on %1 cannot be captured.</source>
        <translation>无法捕获 %1 上的数据包。</translation>
    </message>
    <message>
        <source>The system refused it%1.</source>
        <translation>系统拒绝了请求%1。</translation>
    </message>
    <message>
        <source>Transitions cannot be traced in the kernel.</source>
        <translation>无法在内核中跟踪状态转换。</translation>
    </message>
    <message>
        <source>synoptic-capture may not load the program that reads them%1. Run it once as an administrator, or have it set up.</source>
        <translation>synoptic-capture 无权加载读取它们的程序%1。请以管理员身份运行一次，或完成设置。</translation>
    </message>
    <message>
        <source>The kernel&apos;s trace broke off.</source>
        <translation>内核跟踪中断。</translation>
    </message>
    <message>
        <source>synoptic-capture ended and is started again%1. Transitions of the time between are known from polling alone.</source>
        <translation>synoptic-capture 已结束，正在重新启动%1。其间的状态转换只能由轮询得知。</translation>
    </message>
    <message>
        <source>This computer does not offer it%1. Polling goes on without it.</source>
        <translation>本机不支持%1。轮询照常进行。</translation>
    </message>
    <message>
        <source>%1 has no synoptic-capture.</source>
        <translation>%1 上没有 synoptic-capture。</translation>
    </message>
    <message>
        <source>It is reached, but Synoptic is not installed there%1. Install its package there.</source>
        <translation>主机可以连接，但那里没有安装 Synoptic%1。请在那里安装其软件包。</translation>
    </message>
    <message>
        <source>On %1 a right is missing.</source>
        <translation>在 %1 上缺少权限。</translation>
    </message>
    <message>
        <source>synoptic-capture there may not read what is wanted%1. Run this there once and log in again, or log in as root:</source>
        <translation>那里的 synoptic-capture 无权读取所需内容%1。请在那里运行一次以下命令并重新登录，或以 root 登录：</translation>
    </message>
    <message>
        <source>%1 has another version of Synoptic.</source>
        <translation>%1 上的 Synoptic 版本不同。</translation>
    </message>
    <message>
        <source>synoptic-capture there is of another version%1. Install the same version of both.</source>
        <translation>那里的 synoptic-capture 是另一个版本%1。请在两边安装相同的版本。</translation>
    </message>
    <message>
        <source>%1 gave another answer than expected.</source>
        <translation>%1 给出了意外的回答。</translation>
    </message>
    <message>
        <source>What answered is not synoptic-capture%1. What the shell there prints at the start, as in .bashrc, is in the way.</source>
        <translation>回答的不是 synoptic-capture%1。那里的 shell 启动时输出的内容（例如 .bashrc 中的）妨碍了通信。</translation>
    </message>
    <message>
        <source>This is no name of a host.</source>
        <translation>这不是主机名。</translation>
    </message>
    <message>
        <source>Give what you would type after ssh: a host, user@host or ssh://user@host:port.</source>
        <translation>请输入您在 ssh 之后会输入的内容：主机、用户@主机 或 ssh://用户@主机:端口。</translation>
    </message>
    <message>
        <source>There is no host %1.</source>
        <translation>没有主机 %1。</translation>
    </message>
    <message>
        <source>Its address is not known%1. Look at how it is written, and at what ~/.ssh/config says of it.</source>
        <translation>找不到它的地址%1。请检查拼写，以及 ~/.ssh/config 中的相关内容。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法连接到 %1。</translation>
    </message>
    <message>
        <source>ssh got no connection%1. Try it in a terminal:</source>
        <translation>ssh 未能建立连接%1。请在终端中尝试：</translation>
    </message>
    <message>
        <source>The key of %1 is not known.</source>
        <translation>%1 的密钥未知。</translation>
    </message>
    <message>
        <source>Nobody has accepted it yet%1. Connect in a terminal once, compare the key and accept it:</source>
        <translation>尚未有人接受它%1。请在终端中连接一次，核对密钥并接受：</translation>
    </message>
    <message>
        <source>The key of %1 is another than before.</source>
        <translation>%1 的密钥与之前不同。</translation>
    </message>
    <message>
        <source>Either the host was set up anew, or somebody is in between%1. Find out which before you connect.</source>
        <translation>要么主机重新安装过，要么有人在中间%1。连接之前请先弄清原因。</translation>
    </message>
    <message>
        <source>%1 refuses the login.</source>
        <translation>%1 拒绝登录。</translation>
    </message>
    <message>
        <source>It accepted none of your keys%1, and passwords are not asked for here. Set up a key or an agent, in a terminal:</source>
        <translation>它没有接受您的任何密钥%1，而这里不会询问密码。请在终端中设置密钥或代理：</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>与 %1 的连接中断了。</translation>
    </message>
    <message>
        <source>What is shown stands still%1. What happens meanwhile is not seen.</source>
        <translation>显示的内容已停止更新%1。期间发生的事情看不到。</translation>
    </message>
    <message>
        <source>An administrator&apos;s password was not given.</source>
        <translation>没有提供管理员密码。</translation>
    </message>
    <message>
        <source>So synoptic-capture was not started%1. Try again, or have it set up once.</source>
        <translation>因此没有启动 synoptic-capture%1。请重试，或一次性完成设置。</translation>
    </message>
    <message>
        <source>%1 is not installed.</source>
        <translation>%1 未安装。</translation>
    </message>
    <message>
        <source>It is needed to start synoptic-capture. Install it and try again.</source>
        <translation>启动 synoptic-capture 需要它。请安装后重试。</translation>
    </message>
    <message>
        <source>You may not start this as an administrator.</source>
        <translation>您无权以管理员身份启动它。</translation>
    </message>
    <message>
        <source>This system&apos;s rules refuse it, or the password was wrong, so synoptic-capture was not started%1. Have it set up once by who may.</source>
        <translation>本系统的规则不允许，或密码有误，因此未启动 synoptic-capture%1。请让有权限的人设置一次。</translation>
    </message>
    <message>
        <source>Nothing here can ask for a password.</source>
        <translation>此处没有可以询问密码的程序。</translation>
    </message>
    <message>
        <source>No polkit agent runs in this session, so synoptic-capture was not started%1. Start your desktop&apos;s agent and try again, or have it set up once in a terminal.</source>
        <translation>此会话中没有运行 polkit 代理，因此未启动 synoptic-capture%1。请启动桌面的代理后重试，或在终端中设置一次。</translation>
    </message>
    <message>
        <source>pkexec does not work.</source>
        <translation>pkexec 无法工作。</translation>
    </message>
    <message>
        <source>It gave up before synoptic-capture was started%1. See whether polkit is installed and runs, or have it set up once in a terminal.</source>
        <translation>它在启动 synoptic-capture 之前就放弃了%1。请检查 polkit 是否已安装并在运行，或在终端中设置一次。</translation>
    </message>
</context>
<context>
    <name>TcpEvent</name>
    <message>
        <source>passive OPEN</source>
        <translation>被动打开</translation>
    </message>
    <message>
        <source>active OPEN</source>
        <translation>主动打开</translation>
    </message>
    <message>
        <source>SEND</source>
        <translation>SEND</translation>
    </message>
    <message>
        <source>CLOSE</source>
        <translation>CLOSE</translation>
    </message>
    <message>
        <source>ABORT</source>
        <translation>ABORT</translation>
    </message>
    <message>
        <source>rcv SYN</source>
        <extracomment>rcv: receive. A TCP event; flags (SYN, ACK, FIN, RST) are not translated.</extracomment>
        <translation>收 SYN</translation>
    </message>
    <message>
        <source>rcv SYN+ACK</source>
        <translation>收 SYN+ACK</translation>
    </message>
    <message>
        <source>rcv ACK of SYN</source>
        <translation>收 SYN 的 ACK</translation>
    </message>
    <message>
        <source>rcv FIN</source>
        <translation>收 FIN</translation>
    </message>
    <message>
        <source>rcv ACK of FIN</source>
        <translation>收 FIN 的 ACK</translation>
    </message>
    <message>
        <source>rcv FIN+ACK of FIN</source>
        <translation>收 FIN 及 FIN 的 ACK</translation>
    </message>
    <message>
        <source>rcv RST</source>
        <translation>收 RST</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>2MSL timeout</source>
        <translation>2MSL 超时</translation>
    </message>
    <message>
        <source>unseen</source>
        <extracomment>an event no source saw</extracomment>
        <translation>未见</translation>
    </message>
    <message>
        <source>snd SYN</source>
        <extracomment>snd: send</extracomment>
        <translation>发 SYN</translation>
    </message>
    <message>
        <source>snd SYN+ACK</source>
        <translation>发 SYN+ACK</translation>
    </message>
    <message>
        <source>snd ACK</source>
        <translation>发 ACK</translation>
    </message>
    <message>
        <source>snd FIN</source>
        <translation>发 FIN</translation>
    </message>
    <message>
        <source>snd RST</source>
        <translation>发 RST</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <extracomment>What happened / what was sent for it, as in RFC 9293&apos;s state diagram</extracomment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>rcv ICMP error</source>
        <translation>收 ICMP 错误</translation>
    </message>
</context>
<context>
    <name>ThresholdField</name>
    <message>
        <source>SYN &amp;flood: handshakes that lead nowhere</source>
        <translation>SYN 洪泛：没有结果的握手数(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Port scan: ports one address tries in vain</source>
        <translation>端口扫描：一个地址徒劳尝试的端口数(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;No answer to a connect for</source>
        <translation>连接无应答时长(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Slow handshake from</source>
        <translation>握手缓慢，自(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;CLOSE-WAIT leak: older than</source>
        <translation>CLOSE-WAIT 泄漏：存在超过(&amp;C)</translation>
    </message>
    <message>
        <source>CLOSE-WAIT &amp;leak: sockets of one process</source>
        <translation>CLOSE-WAIT 泄漏：一个进程的套接字数(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Half-closed and silent for</source>
        <translation>半关闭且无数据时长(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Zero window for</source>
        <translation>零窗口时长(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Retransmissions: share of the segments</source>
        <translation>重传：占报文段的比例(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;TIME-WAIT: share of the ephemeral ports</source>
        <translation>TIME-WAIT：占临时端口的比例(&amp;T)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1: %2 instead of %3</source>
        <extracomment>of a threshold: its name, its value, and what it is by default</extracomment>
        <translation>%1：%2（默认 %3）</translation>
    </message>
</context>
<context>
    <name>synoptic::Banner</name>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>synoptic::BytesView</name>
    <message>
        <source>Bytes of the packet</source>
        <translation>数据包的字节</translation>
    </message>
    <message>
        <source>Bytes %1 to %2 of %3</source>
        <translation>字节 %1 至 %2，共 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy all as hex</source>
        <translation>全部复制为十六进制</translation>
    </message>
    <message>
        <source>Copy as hex</source>
        <translation>复制为十六进制</translation>
    </message>
    <message>
        <source>Copy all as text</source>
        <translation>全部复制为文本</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
</context>
<context>
    <name>synoptic::CapabilitiesDialog</name>
    <message>
        <source>Capabilities</source>
        <translation>可用功能</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>重新检查(&amp;L)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the command for: %1</source>
        <extracomment>%1 is the name of a capability</extracomment>
        <translation>复制命令：%1</translation>
    </message>
</context>
<context>
    <name>synoptic::CaptureDialog</name>
    <message>
        <source>down</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Asking which interfaces there are…</source>
        <translation>正在查询有哪些接口…</translation>
    </message>
    <message>
        <source>Capture packets</source>
        <translation>捕获数据包</translation>
    </message>
    <message>
        <source>&amp;Interface</source>
        <translation>接口(&amp;I)</translation>
    </message>
    <message>
        <source>Capture &amp;filter</source>
        <translation>捕获过滤器(&amp;F)</translation>
    </message>
    <message>
        <source>everything; or as for tcpdump: tcp port 443</source>
        <translation>全部；或按 tcpdump 的写法：tcp port 443</translation>
    </message>
    <message>
        <source>&amp;Record payload</source>
        <translation>记录载荷(&amp;R)</translation>
    </message>
    <message>
        <source>Without it the first 128 bytes of each packet are kept: enough for states, sequence numbers and times, too little for what was said. Payload may hold passwords and private data.</source>
        <translation>不记录时，每个数据包只保留前 128 字节：足以得知状态、序列号和时间，但看不到内容。载荷可能含有密码和私人数据。</translation>
    </message>
    <message>
        <source>Start capture</source>
        <translation>开始捕获</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>synoptic::ChartsView</name>
    <message>
        <source>The chart fills as soon as there is something to watch</source>
        <translation>一有可观察的内容，图表就会开始填充</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Stack the listening sockets too</source>
        <translation>也叠加监听套接字</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>TCP states and event rates over time</source>
        <translation>TCP 状态与事件速率随时间的变化</translation>
    </message>
    <message>
        <source>Double-click or Esc: back to live</source>
        <translation>双击或 Esc：回到实时</translation>
    </message>
    <message>
        <source>Click: filter to that moment · Drag: zoom</source>
        <translation>单击：过滤到该时刻 · 拖动：缩放</translation>
    </message>
</context>
<context>
    <name>synoptic::ConnectionPanel</name>
    <message>
        <source>Show closed</source>
        <translation>显示已关闭</translation>
    </message>
    <message>
        <source>Keep closed connections in the table for a while</source>
        <translation>让已关闭的连接在表中再保留一会儿</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>No connections match</source>
        <translation>没有匹配的连接</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>No connections yet</source>
        <translation>尚无连接</translation>
    </message>
    <message>
        <source>Watching goes on; connections show here as they open.</source>
        <translation>观察仍在继续；有连接打开时会显示在这里。</translation>
    </message>
    <message>
        <source>Order held</source>
        <translation>顺序已保持</translation>
    </message>
    <message>
        <source>Rows keep their places while you point at them</source>
        <translation>指针停在表上时，各行保持原位</translation>
    </message>
    <message>
        <source>The capture holds no TCP connection and no UDP datagram.</source>
        <translation>此捕获中没有 TCP 连接，也没有 UDP 数据报。</translation>
    </message>
    <message>
        <source>No connections</source>
        <translation>没有连接</translation>
    </message>
</context>
<context>
    <name>synoptic::ConnectionPathModel</name>
    <message>
        <source>Between %1 and %2</source>
        <translation>在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>already there</source>
        <extracomment>How a connection&apos;s way begins</extracomment>
        <translation>此前已存在</translation>
    </message>
    <message>
        <source>first seen</source>
        <translation>首次看到</translation>
    </message>
    <message>
        <source>Step</source>
        <extracomment>Number of a step on a connection&apos;s way</extracomment>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Since last</source>
        <extracomment>Time since the step before</extracomment>
        <translation>距上一步</translation>
    </message>
    <message>
        <source>State entered</source>
        <translation>进入的状态</translation>
    </message>
    <message>
        <source>Event / sent</source>
        <translation>事件 / 发送</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>%1 ≠ packets</source>
        <extracomment>How a step is known, where the packets tell another state</extracomment>
        <translation>%1 ≠ 数据包</translation>
    </message>
</context>
<context>
    <name>synoptic::ConnectionTableView</name>
    <message>
        <source>Reset columns</source>
        <translation>重置列</translation>
    </message>
    <message>
        <source>Apply as filter</source>
        <translation>用作过滤</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>And %1</source>
        <translation>并且 %1</translation>
    </message>
    <message>
        <source>Only this connection</source>
        <translation>仅此连接</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Filter for ss</source>
        <translation>ss 过滤表达式</translation>
    </message>
    <message>
        <source>Capture filter</source>
        <translation>捕获过滤表达式</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Resolve names</source>
        <translation>解析名称</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>And not %1</source>
        <translation>并且不是 %1</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>What is wrong with it?</source>
        <translation>它有什么问题？</translation>
    </message>
</context>
<context>
    <name>synoptic::CursorOverlay</name>
    <message>
        <source>Total</source>
        <extracomment>All connections in the chart at one moment, under the counts of each state.</extracomment>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>synoptic::DiagnosisPanel</name>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <translation>
            <numerusform>%Ln 个诊断结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Show its connections</source>
        <translation>显示相关连接</translation>
    </message>
    <message>
        <source>Nothing to report. What goes wrong with connections is said here, with its evidence and what to try.</source>
        <translation>没有问题。连接出现问题时，这里会说明原因、证据和建议。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>诊断结果</translation>
    </message>
</context>
<context>
    <name>synoptic::DiagramHelp</name>
    <message>
        <source>Not seen since start</source>
        <translation>启动以来未见</translation>
    </message>
    <message numerus="yes">
        <source>Seen %1 time(s) since start</source>
        <extracomment>how often a transition was seen; %1 is the number in the reader&apos;s format</extracomment>
        <translation>
            <numerusform>启动以来见到 %1 次</numerusform>
        </translation>
    </message>
    <message>
        <source>The connection ends at once and without order: the peer sent a reset, the program aborted, or nobody answered for too long.</source>
        <translation>连接立即异常结束：对端发来 RST、程序中止，或太久无人应答。</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 &quot;ESTABLISHED → CLOSED&quot;, %2 &quot;Seen 3 times since start&quot;</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>synoptic::DockArea</name>
    <message>
        <source>State diagram</source>
        <translation>状态图</translation>
    </message>
    <message>
        <source>Selected connection</source>
        <translation>所选连接</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>事件日志</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>时序图</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>HTTP log</source>
        <translation>HTTP 日志</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>数据流</translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation>监听套接字</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
</context>
<context>
    <name>synoptic::DockTabTools</name>
    <message>
        <source>Detach this panel</source>
        <translation>分离此面板</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
</context>
<context>
    <name>synoptic::DockTitle</name>
    <message>
        <source>Detach or attach this panel</source>
        <translation>分离或停靠此面板</translation>
    </message>
    <message>
        <source>Close this panel</source>
        <translation>关闭此面板</translation>
    </message>
</context>
<context>
    <name>synoptic::EventLogModel</name>
    <message>
        <source>Between %1 and %2</source>
        <translation>在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>The state left</extracomment>
        <translation>原状态</translation>
    </message>
    <message>
        <source>To</source>
        <extracomment>The state entered</extracomment>
        <translation>新状态</translation>
    </message>
    <message>
        <source>Event / sent</source>
        <translation>事件 / 发送</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Since last</source>
        <extracomment>Time since the connection&apos;s transition before</extracomment>
        <translation>距上一步</translation>
    </message>
</context>
<context>
    <name>synoptic::EventLogPanel</name>
    <message>
        <source>No transition seen yet</source>
        <translation>尚未看到任何转换</translation>
    </message>
    <message>
        <source>No event matches</source>
        <translation>没有匹配的事件</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln event(s)</source>
        <translation>
            <numerusform>%Ln 个事件中的 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more were not listed</source>
        <translation>
            <numerusform>另有 %Ln 个未列出</numerusform>
        </translation>
    </message>
    <message>
        <source>Search events</source>
        <translation>搜索事件</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the events shown as CSV</source>
        <translation>把所显示的事件存为 CSV</translation>
    </message>
    <message>
        <source>Event log</source>
        <translation>事件日志</translation>
    </message>
</context>
<context>
    <name>synoptic::FieldTree</name>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Copy name and value</source>
        <translation>复制名称和值</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>全部展开</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Fields of the packet</source>
        <translation>数据包的字段</translation>
    </message>
</context>
<context>
    <name>synoptic::FilterField</name>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>Filter: state:ESTABLISHED port:443, or any word</source>
        <translation>过滤：state:ESTABLISHED port:443，或任意词</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>清除过滤（Esc）</translation>
    </message>
    <message>
        <source>Not applied</source>
        <translation>未应用</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln connection(s)</source>
        <extracomment>%1 is the number shown, %Ln all there are</extracomment>
        <translation>
            <numerusform>%Ln 个连接中的 %1 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::FindingsModel</name>
    <message>
        <source>%1 · %2 to %3</source>
        <extracomment>%1 is &quot;Error&quot; or the like, %2 and %3 are times</extracomment>
        <translation>%1 · %2 至 %3</translation>
    </message>
    <message>
        <source>%1 · since %2</source>
        <translation>%1 · 自 %2 起</translation>
    </message>
</context>
<context>
    <name>synoptic::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
</context>
<context>
    <name>synoptic::HttpLogModel</name>
    <message>
        <source>cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>no answer seen</source>
        <translation>未见响应</translation>
    </message>
    <message>
        <source>The packet with its first line does not hold it: either the capture keeps only the beginning of each packet, or the head goes on in another one.</source>
        <translation>首行所在的数据包中没有此项：要么捕获只保留了每个数据包的开头，要么头部延续到了另一个数据包。</translation>
    </message>
    <message>
        <source>The request was not captured, or does not begin a packet.</source>
        <translation>请求未被捕获，或不在数据包的开头。</translation>
    </message>
    <message>
        <source>No answer was captured so far, or it does not begin a packet.</source>
        <translation>至今未捕获到响应，或响应不在数据包的开头。</translation>
    </message>
    <message>
        <source>Status %1 came %2 after the request.</source>
        <translation>请求发出 %2 后收到状态码 %1。</translation>
    </message>
    <message>
        <source>From the request at %1 to the first byte of the answer at %2</source>
        <translation>从 %1 的请求到 %2 的响应首字节</translation>
    </message>
    <message>
        <source>%1 bytes, as the answer&apos;s head says</source>
        <translation>%1 字节（依响应头部）</translation>
    </message>
    <message>
        <source>From the request to the first byte of the answer</source>
        <translation>从请求到响应首字节的时间</translation>
    </message>
    <message>
        <source>Bytes of the answer&apos;s body, as its head says</source>
        <translation>响应正文的字节数（依响应头部）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Host</source>
        <extracomment>Of a URL</extracomment>
        <translation>主机</translation>
    </message>
    <message>
        <source>Path</source>
        <extracomment>Of a URL</extracomment>
        <translation>路径</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>Media type, as &quot;text/html&quot;</extracomment>
        <translation>类型</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>进程</translation>
    </message>
</context>
<context>
    <name>synoptic::HttpLogPanel</name>
    <message>
        <source>No HTTP request seen yet. Requests are read from captured packets, and only HTTP/1 in clear text: what TLS encrypts cannot be seen.</source>
        <translation>尚未见到 HTTP 请求。请求取自捕获的数据包，且仅限明文的 HTTP/1；TLS 加密的内容无法看到。</translation>
    </message>
    <message>
        <source>No request matches</source>
        <translation>没有匹配的请求</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s)</source>
        <translation>
            <numerusform>%1 of %Ln request</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more were not listed</source>
        <translation>
            <numerusform>%Ln more was not listed</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter, as status:&gt;=500 method:POST host:api</source>
        <translation>过滤，如 status:&gt;=500 method:POST host:api</translation>
    </message>
    <message>
        <source>Filter of the HTTP log</source>
        <translation>HTTP 日志的过滤条件</translation>
    </message>
    <message>
        <source>Words to be found anywhere, and method:, host:, path:, status:, type:, process:, duration:</source>
        <translation>可写任意词（在各列中查找），以及 method:、host:、path:、status:、type:、process:、duration:</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the requests shown as CSV</source>
        <translation>把所显示的请求保存为 CSV</translation>
    </message>
    <message>
        <source>HTTP log</source>
        <translation>HTTP 日志</translation>
    </message>
</context>
<context>
    <name>synoptic::LadderStrip</name>
    <message>
        <source>Sequence numbers</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>相对</translation>
    </message>
    <message>
        <source>Absolute</source>
        <translation>绝对</translation>
    </message>
    <message>
        <source>Since start</source>
        <extracomment>Times counted from the connection&apos;s first packet, or by the clock</extracomment>
        <translation>相对开始</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Collapse data</source>
        <translation>折叠数据</translation>
    </message>
    <message>
        <source>Compress gaps</source>
        <translation>压缩间隙</translation>
    </message>
    <message>
        <source>Relative numbers count from the initial sequence number</source>
        <translation>相对序列号从初始序列号开始计数</translation>
    </message>
    <message>
        <source>Show four or more segments of plain data in a row as one box that opens</source>
        <translation>把连续四个或更多普通数据报文段显示为一个可展开的框</translation>
    </message>
    <message>
        <source>Show silence of more than 200 ms as one row, whatever its length</source>
        <translation>超过 200 ms 的静默无论多长都只占一行</translation>
    </message>
    <message>
        <source>Relative sequence numbers</source>
        <translation>相对序列号</translation>
    </message>
    <message>
        <source>Absolute sequence numbers</source>
        <translation>绝对序列号</translation>
    </message>
    <message>
        <source>Times since the start</source>
        <translation>自开始以来的时间</translation>
    </message>
    <message>
        <source>Times of day</source>
        <translation>时刻</translation>
    </message>
</context>
<context>
    <name>synoptic::LadderView</name>
    <message>
        <source>Ladder</source>
        <translation>时序图</translation>
    </message>
    <message>
        <source>Select a connection to see its segments</source>
        <translation>选择一个连接以查看其报文段</translation>
    </message>
    <message>
        <source>No packets of this connection: state polling only, sequence numbers unavailable</source>
        <translation>没有这个连接的数据包：仅轮询状态，序列号不可用</translation>
    </message>
    <message>
        <source>The packets of this connection are no longer kept</source>
        <translation>这个连接的数据包已不再保留</translation>
    </message>
</context>
<context>
    <name>synoptic::LessonPanel</name>
    <message>
        <source>Previous</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Replay this step</source>
        <translation>重放这一步</translation>
    </message>
    <message>
        <source>Watch this computer</source>
        <translation>观察本机</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>打开捕获</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Step %L1 of %L2</source>
        <translation>第 %L1 步，共 %L2 步</translation>
    </message>
</context>
<context>
    <name>synoptic::ListenerQueuesModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, full</source>
        <extracomment>%1 is &quot;129 of 128&quot;</extracomment>
        <translation>%1，已满</translation>
    </message>
    <message>
        <source>Handshakes that wait for the client&apos;s ACK (SYN-RECEIVED).</source>
        <translation>等待客户端 ACK 的握手（SYN-RECEIVED）。</translation>
    </message>
    <message>
        <source>Established connections that the program has not accepted yet.</source>
        <translation>已建立但程序尚未 accept 的连接。</translation>
    </message>
    <message>
        <source>Most since it is watched: %1</source>
        <translation>开始观察以来的最大值：%1</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>监听套接字</translation>
    </message>
    <message>
        <source>Half-open</source>
        <translation>半开连接</translation>
    </message>
    <message>
        <source>Accept queue</source>
        <translation>接受队列</translation>
    </message>
    <message>
        <source>cookies on</source>
        <translation>cookie 已启用</translation>
    </message>
    <message>
        <source>full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>a limit; the number before it stands in bold</comment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>What the firewall of this computer does with packets that other computers send here.</source>
        <translation>本机的防火墙如何处理其他计算机发到这里的数据包。</translation>
    </message>
    <message>
        <source>Rules read at %1</source>
        <translation>规则读取于 %1</translation>
    </message>
    <message>
        <source>From outside</source>
        <translation>来自外部</translation>
    </message>
    <message>
        <source>%1 (UDP)</source>
        <extracomment>%1 is an address with its port</extracomment>
        <translation>%1（UDP）</translation>
    </message>
    <message>
        <source>A UDP socket makes no connections and has no queue of them.</source>
        <translation>UDP 套接字不建立连接，因此没有连接队列。</translation>
    </message>
</context>
<context>
    <name>synoptic::ListenersPanel</name>
    <message numerus="yes">
        <source>%Ln socket(s)</source>
        <translation>
            <numerusform>%Ln 个套接字</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing listens for TCP connections here.</source>
        <translation>这里没有监听 TCP 连接的套接字。</translation>
    </message>
    <message>
        <source>SYN cookies are off (net.ipv4.tcp_syncookies = 0): a full half-open queue turns clients away.</source>
        <translation>SYN cookie 已关闭（net.ipv4.tcp_syncookies = 0）：SYN 队列（半开连接队列）满时，新客户端会被拒之门外。</translation>
    </message>
    <message>
        <source>SYN cookies are on: where the half-open queue is full, handshakes go on without it.</source>
        <translation>SYN cookie 已启用：SYN 队列（半开连接队列）满时，握手不经该队列继续进行。</translation>
    </message>
    <message>
        <source>SYN cookies are always used (net.ipv4.tcp_syncookies = %1).</source>
        <translation>始终使用 SYN cookie（net.ipv4.tcp_syncookies = %1）。</translation>
    </message>
    <message>
        <source>A capture shows packets, not the queues of a listener: how full they were, it cannot tell. Floods and refusals that its packets show stand under Diagnosis.</source>
        <translation>抓包文件只有数据包，没有监听套接字的队列：无法得知队列有多满。数据包所显示的洪泛和拒绝见“诊断”。</translation>
    </message>
    <message>
        <source>&amp;Read them…</source>
        <translation>读取规则(&amp;R)…</translation>
    </message>
    <message>
        <source>Asks for an administrator&apos;s password, reads the rules once and changes nothing.</source>
        <translation>会要求输入管理员密码，只读取一次规则，不做任何改动。</translation>
    </message>
</context>
<context>
    <name>synoptic::LiveNames</name>
    <message>
        <source>this one</source>
        <extracomment>The network namespace this program runs in</extracomment>
        <translation>当前</translation>
    </message>
</context>
<context>
    <name>synoptic::MainWindow</name>
    <message>
        <source>path of the selected connection</source>
        <translation>所选连接的路径</translation>
    </message>
    <message>
        <source>all connections</source>
        <translation>所有连接</translation>
    </message>
    <message>
        <source>The connections cannot be read.</source>
        <translation>无法读取连接。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Fewer details than usual.</source>
        <translation>信息比平常少。</translation>
    </message>
    <message>
        <source>The kernel refused socket queries (netlink), so the connections are read from /proc/net: without round-trip times, rates and retransmissions.</source>
        <translation>内核拒绝了套接字查询（netlink），因此改从 /proc/net 读取连接：没有往返时间、速率和重传次数。</translation>
    </message>
    <message>
        <source>The source works with limits.</source>
        <translation>数据来源受限。</translation>
    </message>
    <message>
        <source>Running without extra rights.</source>
        <translation>正在以普通权限运行。</translation>
    </message>
    <message>
        <source>You see every connection, its state, queues and timers. You do not see which processes of other users hold them.</source>
        <translation>您能看到每个连接及其状态、队列和定时器，但看不到其他用户的哪些进程持有它们。</translation>
    </message>
    <message>
        <source>Synoptic – paused</source>
        <translation>Synoptic – 已暂停</translation>
    </message>
    <message>
        <source>Synoptic</source>
        <translation>Synoptic</translation>
    </message>
    <message>
        <source>Live</source>
        <extracomment>The view follows what happens now</extracomment>
        <translation>实时</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Live or paused</source>
        <translation>实时或暂停</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>What is watched, and how often</source>
        <translation>观察什么，以及多久一次</translation>
    </message>
    <message>
        <source>Screenshot</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Save or copy a picture</source>
        <translation>保存或复制图片</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>The picture is in the clipboard</source>
        <translation>图片已在剪贴板中</translation>
    </message>
    <message>
        <source>Save screenshot</source>
        <translation>保存截图</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>%1 was not saved.</source>
        <translation>%1 未能保存。</translation>
    </message>
    <message>
        <source>%1. Choose another folder or free some space, then save again.</source>
        <translation>%1。请另选文件夹或腾出空间，然后再次保存。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>捕获(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;onnection</source>
        <translation>连接(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Export connections…</source>
        <translation>导出连接(&amp;E)…</translation>
    </message>
    <message>
        <source>Export event &amp;log…</source>
        <translation>导出事件日志(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Screenshot</source>
        <translation>截图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Window…</source>
        <translation>窗口(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Copy window to clipboard</source>
        <translation>复制窗口到剪贴板(&amp;C)</translation>
    </message>
    <message>
        <source>State diagram…</source>
        <translation>状态图…</translation>
    </message>
    <message>
        <source>State diagram, twice the size…</source>
        <translation>状态图，两倍大小…</translation>
    </message>
    <message>
        <source>State diagram, four times the size…</source>
        <translation>状态图，四倍大小…</translation>
    </message>
    <message>
        <source>State diagram as SVG…</source>
        <translation>状态图存为 SVG…</translation>
    </message>
    <message>
        <source>Charts…</source>
        <translation>图表…</translation>
    </message>
    <message>
        <source>Charts as SVG…</source>
        <translation>图表存为 SVG…</translation>
    </message>
    <message>
        <source>Connection table…</source>
        <translation>连接表…</translation>
    </message>
    <message>
        <source>Selected connection…</source>
        <translation>所选连接…</translation>
    </message>
    <message>
        <source>Event log…</source>
        <translation>事件日志…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Copy &amp;rows	Ctrl+C</source>
        <translation>复制行(&amp;R)	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy ce&amp;ll</source>
        <translation>复制单元格(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>过滤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Clear filter	Esc</source>
        <translation>清除过滤(&amp;C)	Esc</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>布局(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Monitor</source>
        <translation>监控(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>States as &amp;table</source>
        <translation>以表格显示状态(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;imeline</source>
        <translation>时间线(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom diagram &amp;in</source>
        <translation>放大状态图(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom diagram &amp;out</source>
        <translation>缩小状态图(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit diagram</source>
        <translation>状态图适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>前进(&amp;W)</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>主题(&amp;E)</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Watch this computer</source>
        <translation>观察本机(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Refresh now</source>
        <translation>立即刷新(&amp;R)</translation>
    </message>
    <message>
        <source>Refresh &amp;every</source>
        <translation>刷新间隔(&amp;E)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>&amp;Follow selected</source>
        <translation>跟随所选(&amp;F)</translation>
    </message>
    <message>
        <source>Keep the selected connection in view</source>
        <translation>让所选连接保持可见</translation>
    </message>
    <message>
        <source>&amp;Deselect</source>
        <translation>取消选择(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;closed connections</source>
        <translation>显示已关闭的连接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Look up host names</source>
        <translation>查询主机名(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>欢迎(&amp;W)</translation>
    </message>
    <message>
        <source>The &amp;states of TCP</source>
        <translation>TCP 的状态(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Synoptic</source>
        <translation>关于 Synoptic(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the connections shown</source>
        <translation>导出所显示的连接</translation>
    </message>
    <message>
        <source>Export the events shown</source>
        <translation>导出所显示的事件</translation>
    </message>
    <message>
        <source>Back to this computer, live</source>
        <translation>回到本机，实时</translation>
    </message>
    <message>
        <source>%1 – Synoptic</source>
        <extracomment>%1 is the name of a capture file</extracomment>
        <translation>%1 – Synoptic</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>正在载入 %1</translation>
    </message>
    <message>
        <source>%L1 packets so far.</source>
        <translation>目前已有 %L1 个数据包。</translation>
    </message>
    <message>
        <source>%1 %, %L2 packets so far. What is there can be looked at.</source>
        <translation>%1 %，目前已有 %L2 个数据包。已载入的部分可以查看。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 cannot be shown.</source>
        <translation>无法显示 %1。</translation>
    </message>
    <message>
        <source>%1 was not read to its end.</source>
        <translation>%1 未能读到末尾。</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>载入已取消。</translation>
    </message>
    <message>
        <source>The first %L1 packets of %2 are shown.</source>
        <translation>显示 %2 的前 %L1 个数据包。</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Open capture</source>
        <translation>打开捕获</translation>
    </message>
    <message>
        <source>Captures (*.pcap *.pcapng *.cap *.pcap.gz *.pcapng.gz *.cap.gz *.dump);;All files (*)</source>
        <translation>捕获文件 (*.pcap *.pcapng *.cap *.pcap.gz *.pcapng.gz *.cap.gz *.dump);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Open capture…</source>
        <translation>打开捕获(&amp;O)…</translation>
    </message>
    <message>
        <source>Show the connections of a capture file</source>
        <translation>显示捕获文件中的连接</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Choose again…</source>
        <translation>重新选择…</translation>
    </message>
    <message>
        <source>Between %1 and %2 they came faster than they could be read: what is shown of that time has gaps. A capture filter helps.</source>
        <translation>在 %1 至 %2 之间，数据包来得比读取更快：这段时间所显示的内容有缺失。使用捕获过滤器会有帮助。</translation>
    </message>
    <message>
        <source>Save packets</source>
        <translation>保存数据包</translation>
    </message>
    <message>
        <source>pcapng capture (*.pcapng)</source>
        <translation>pcapng 捕获文件 (*.pcapng)</translation>
    </message>
    <message>
        <source>&amp;Save packets…</source>
        <translation>保存数据包(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Capture packets…</source>
        <translation>捕获数据包(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Stop capturing packets</source>
        <translation>停止捕获数据包(&amp;S)</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>捕获</translation>
    </message>
    <message>
        <source>Saved, but %1 were not captured and are missing</source>
        <translation>已保存，但有 %1 未被捕获，因而缺失</translation>
    </message>
    <message>
        <source>Export the requests shown</source>
        <translation>导出所显示的请求</translation>
    </message>
    <message>
        <source>Save the ladder</source>
        <translation>保存时序图</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Save packets of the &amp;selected connection…</source>
        <translation>保存所选连接的数据包(&amp;S)…</translation>
    </message>
    <message>
        <source>Export &amp;HTTP log…</source>
        <translation>导出 HTTP 日志(&amp;H)…</translation>
    </message>
    <message>
        <source>Ladder…</source>
        <translation>时序图…</translation>
    </message>
    <message>
        <source>Whole ladder as SVG…</source>
        <translation>整个时序图存为 SVG…</translation>
    </message>
    <message>
        <source>Whole ladder as PDF…</source>
        <translation>整个时序图存为 PDF…</translation>
    </message>
    <message>
        <source>Packets…</source>
        <translation>数据包…</translation>
    </message>
    <message>
        <source>Show in &amp;ladder</source>
        <translation>在时序图中显示(&amp;L)</translation>
    </message>
    <message>
        <source>Follow &amp;stream</source>
        <translation>跟踪数据流(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>Lost %Ln packet(s) or event(s).</source>
        <translation>
            <numerusform>丢失 %Ln 个数据包或事件。</numerusform>
        </translation>
    </message>
    <message>
        <source>You see every connection as it is at each look, not every step between two looks, and no packets.</source>
        <translation>您看到的是每次查询时各连接的状态，看不到两次查询之间的每一步，也看不到数据包。</translation>
    </message>
    <message>
        <source>You see every connection as it is at each look. You do not see every step between two looks, packets, or which processes of other users hold them.</source>
        <translation>您看到的是每次查询时各连接的状态。您看不到两次查询之间的每一步、数据包，以及其他用户的哪些进程持有它们。</translation>
    </message>
    <message>
        <source>To see more, run this once and log in again:</source>
        <translation>如需查看更多，请运行一次以下命令并重新登录：</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>&amp;Diagnose</source>
        <translation>诊断(&amp;D)</translation>
    </message>
    <message>
        <source>Play the sample &amp;lesson</source>
        <translation>播放示例课程(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>术语表(&amp;G)</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>%1 report (*.%2)</source>
        <translation>%1 报告 (*.%2)</translation>
    </message>
    <message>
        <source>The report is being made</source>
        <translation>正在生成报告</translation>
    </message>
    <message>
        <source>Save &amp;report…</source>
        <translation>保存报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Save a report for others</source>
        <translation>保存一份给他人的报告</translation>
    </message>
    <message>
        <source>Show sources</source>
        <translation>显示来源</translation>
    </message>
    <message>
        <source>Freeze evidence</source>
        <translation>固定证据</translation>
    </message>
    <message>
        <source>Mute until quiet</source>
        <translation>静音直到平息</translation>
    </message>
    <message>
        <source>The evidence goes to %1</source>
        <translation>证据保存到 %1</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>As administrator…</source>
        <extracomment>a button: starts it with an administrator&apos;s rights, after a password</extracomment>
        <translation>以管理员身份…</translation>
    </message>
    <message>
        <source>%1 – Synoptic – paused</source>
        <extracomment>%1 is the name of another computer</extracomment>
        <translation>%1 – Synoptic – 已暂停</translation>
    </message>
    <message>
        <source>Remote &amp;host by SSH…</source>
        <translation>通过 SSH 观察远程主机(&amp;H)…</translation>
    </message>
    <message>
        <source>Select a connection first.</source>
        <translation>请先选择一个连接。</translation>
    </message>
    <message>
        <source>It is on another computer: it has to be done there.</source>
        <translation>它在另一台计算机上：必须在那里操作。</translation>
    </message>
    <message>
        <source>It was not done.</source>
        <translation>操作没有完成。</translation>
    </message>
    <message>
        <source>&amp;Close connection…</source>
        <translation>关闭连接(&amp;C)…</translation>
    </message>
    <message>
        <source>Close l&amp;istener…</source>
        <translation>关闭监听套接字(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;End process…</source>
        <translation>结束进程(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Capabilities</source>
        <translation>可用功能(&amp;C)</translation>
    </message>
    <message>
        <source>Follow selected</source>
        <translation>跟随所选</translation>
    </message>
    <message>
        <source>Other network namespaces cannot be entered.</source>
        <translation>无法进入其他网络命名空间。</translation>
    </message>
    <message>
        <source>Listing their sockets needs root. What opens and closes in them from now on is shown if the kernel trace runs; what was open before is not. To see all, let the trace run as administrator.</source>
        <translation>列出其中的套接字需要 root 权限。如果内核跟踪正在运行，会显示此后在其中打开和关闭的连接；之前已打开的不会显示。要查看全部，请以管理员身份运行跟踪。</translation>
    </message>
    <message>
        <source>Some network namespaces may be missing.</source>
        <translation>可能缺少某些网络命名空间。</translation>
    </message>
    <message>
        <source>Those that can be entered are listed. To see all, start Synoptic as root, outside of any container.</source>
        <translation>可以进入的已列出。要查看全部，请在容器之外以 root 身份启动 Synoptic。</translation>
    </message>
    <message>
        <source>All network &amp;namespaces</source>
        <translation>所有网络命名空间(&amp;N)</translation>
    </message>
    <message>
        <source>Shows the connections of containers and other network namespaces, too.</source>
        <translation>同时显示容器和其他网络命名空间中的连接。</translation>
    </message>
</context>
<context>
    <name>synoptic::PacketFieldsModel</name>
    <message>
        <source>Byte %1 of the frame</source>
        <translation>帧的第 %1 字节</translation>
    </message>
    <message>
        <source>Bytes %1 to %2 of the frame</source>
        <translation>帧的第 %1 至 %2 字节</translation>
    </message>
    <message>
        <source>In Wireshark: %1</source>
        <extracomment>%1 is what Wireshark calls the field, such as ip.ttl</extracomment>
        <translation>Wireshark 中：%1</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>synoptic::PacketFilterField</name>
    <message>
        <source>Filter: rst, retransmission, tcp not ack</source>
        <translation>过滤：rst、retransmission、tcp not ack</translation>
    </message>
    <message>
        <source>Looking, %1 % of the packets</source>
        <translation>正在查找，已查看 %1% 的数据包</translation>
    </message>
    <message>
        <source>Looking through the packets</source>
        <translation>正在查找数据包</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln packet(s)</source>
        <extracomment>%1 is the number shown, %Ln all there are</extracomment>
        <translation>
            <numerusform>%Ln 个数据包中的 %1 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::PacketTableModel</name>
    <message>
        <source>Sent by the client or local end</source>
        <translation>由客户端或本端发送</translation>
    </message>
    <message>
        <source>Sent by the server or remote end</source>
        <translation>由服务器或远端发送</translation>
    </message>
    <message>
        <source>Carried by %1</source>
        <extracomment>%1 names tunnels, the outermost first</extracomment>
        <translation>由 %1 承载</translation>
    </message>
    <message>
        <source>As sent: %1</source>
        <translation>原始值：%1</translation>
    </message>
    <message>
        <source>As sent, before the window scale that both ends agreed on</source>
        <translation>原始值，未按双方协商的窗口缩放换算</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>The packet&apos;s number in the capture, from 1</source>
        <translation>数据包在捕获中的编号，从 1 开始</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seconds since the first packet</source>
        <translation>距第一个数据包的秒数</translation>
    </message>
    <message>
        <source>Seconds since the row before</source>
        <translation>距上一行的秒数</translation>
    </message>
    <message>
        <source>Dir</source>
        <extracomment>Short for direction</extracomment>
        <translation>方向</translation>
    </message>
    <message>
        <source>→ from the client or local end, ← from the other</source>
        <translation>→ 来自客户端或本端，← 来自另一端</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>The innermost protocol that was recognized</source>
        <translation>识别出的最内层协议</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Who sent it: address and port</source>
        <translation>发送方的地址和端口</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>To whom: address and port</source>
        <translation>接收方的地址和端口</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Control bits of TCP</source>
        <translation>TCP 控制位</translation>
    </message>
    <message>
        <source>Seq</source>
        <translation>Seq</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Ack</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>Acknowledgment number</source>
        <translation>确认号</translation>
    </message>
    <message>
        <source>Len</source>
        <extracomment>Short for length</extracomment>
        <translation>长度</translation>
    </message>
    <message>
        <source>Bytes of payload</source>
        <translation>载荷字节数</translation>
    </message>
    <message>
        <source>Win</source>
        <extracomment>Short for window</extracomment>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Receive window as sent, in bytes</source>
        <translation>接收窗口原始值，字节</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>What else the packet tells</source>
        <translation>数据包的其他信息</translation>
    </message>
</context>
<context>
    <name>synoptic::PacketTableView</name>
    <message>
        <source>Columns as first shown</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>数据包</translation>
    </message>
</context>
<context>
    <name>synoptic::PacketsPanel</name>
    <message>
        <source>Apply as filter</source>
        <translation>用作过滤</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Bytes as hex</source>
        <translation>字节（十六进制）</translation>
    </message>
    <message>
        <source>Bytes as text</source>
        <translation>字节（文本）</translation>
    </message>
    <message>
        <source>Show its connection</source>
        <translation>显示所属连接</translation>
    </message>
    <message>
        <source>Show in ladder</source>
        <translation>在时序图中显示</translation>
    </message>
    <message>
        <source>Follow stream</source>
        <translation>跟踪数据流</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>仅 %1</translation>
    </message>
    <message>
        <source>And not %1</source>
        <translation>并且不是 %1</translation>
    </message>
    <message>
        <source>Only this connection</source>
        <translation>仅此连接</translation>
    </message>
    <message>
        <source>The packet&apos;s bytes cannot be read any more</source>
        <translation>该数据包的字节已无法读取</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) captured</source>
        <translation>
            <numerusform>已捕获 %Ln 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no bytes of its own</source>
        <translation>%1：没有对应的字节</translation>
    </message>
    <message>
        <source>Byte %1 of %2 · %3</source>
        <extracomment>%1 is the place of a byte, %2 how many there are, %3 the field</extracomment>
        <translation>字节 %1，共 %2 · %3</translation>
    </message>
    <message>
        <source>Bytes %1 to %2 of %3 · %4</source>
        <extracomment>%1 and %2 are places of bytes, %3 how many there are, %4 the field</extracomment>
        <translation>字节 %1 至 %2，共 %3 · %4</translation>
    </message>
    <message>
        <source>State polling only: sequence numbers unavailable</source>
        <translation>仅轮询状态：没有序列号</translation>
    </message>
    <message>
        <source>Open a capture file, or capture packets, to see them here.</source>
        <translation>打开捕获文件或开始捕获数据包，即可在此查看。</translation>
    </message>
    <message>
        <source>No packets yet</source>
        <translation>尚无数据包</translation>
    </message>
    <message>
        <source>They show here as they are captured.</source>
        <translation>捕获到的数据包将显示在此处。</translation>
    </message>
    <message>
        <source>The packets could not be looked through</source>
        <translation>无法查找数据包</translation>
    </message>
    <message>
        <source>They cannot be read any more. Clear the filter to see what is known of them.</source>
        <translation>数据包已无法读取。清除过滤条件可查看已知信息。</translation>
    </message>
    <message>
        <source>Select a connection to see its packets</source>
        <translation>选择一个连接以查看其数据包</translation>
    </message>
    <message>
        <source>No packet of this connection was captured</source>
        <translation>未捕获到此连接的数据包</translation>
    </message>
    <message>
        <source>The packets of this connection are not kept any more</source>
        <translation>此连接的数据包已不再保留</translation>
    </message>
    <message>
        <source>No packets match</source>
        <translation>没有匹配的数据包</translation>
    </message>
    <message>
        <source>All packets</source>
        <translation>全部数据包</translation>
    </message>
    <message>
        <source>Selected connection</source>
        <translation>所选连接</translation>
    </message>
    <message>
        <source>Which packets are shown</source>
        <translation>显示哪些数据包</translation>
    </message>
    <message>
        <source>Relative numbers</source>
        <translation>相对序号</translation>
    </message>
    <message>
        <source>Count sequence numbers from the beginning of the connection, where it is known</source>
        <translation>在已知起点时，序列号从连接开始处计数</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>No packets</source>
        <translation>没有数据包</translation>
    </message>
    <message>
        <source>The capture holds none that could be read.</source>
        <translation>此捕获中没有能够读取的数据包。</translation>
    </message>
</context>
<context>
    <name>synoptic::RangeButtons</name>
    <message>
        <source>Show the last %1</source>
        <extracomment>%1 is a length of time: &quot;15 min&quot;</extracomment>
        <translation>显示最近 %1</translation>
    </message>
    <message>
        <source>1 min</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>5 min</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>6 h</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>6 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <extracomment>A button that sets how far back the chart reaches: as short as can be.</extracomment>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Range of the charts</source>
        <translation>图表的范围</translation>
    </message>
</context>
<context>
    <name>synoptic::RateLines</name>
    <message>
        <source>transitions/s</source>
        <extracomment>Changes of TCP state in a second. Stands beside a line of a chart: keep it short.</extracomment>
        <translation>转换/s</translation>
    </message>
    <message>
        <source>retransmits/s</source>
        <extracomment>Retransmitted segments in a second. Keep it short.</extracomment>
        <translation>重传/s</translation>
    </message>
    <message>
        <source>RST/s</source>
        <extracomment>RST segments in a second. RST is never translated.</extracomment>
        <translation>RST/s</translation>
    </message>
</context>
<context>
    <name>synoptic::RemoteDialog</name>
    <message>
        <source>Asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
    <message>
        <source>The name of the host is too long.</source>
        <translation>主机名过长。</translation>
    </message>
    <message>
        <source>A host does not begin with a dash: options belong into ~/.ssh/config.</source>
        <translation>主机名不能以连字符开头：选项请写在 ~/.ssh/config 中。</translation>
    </message>
    <message>
        <source>A host has no such characters: only letters, digits and . - _ : @ / % + [ ] are taken.</source>
        <translation>主机名不能包含这些字符：只接受字母、数字和 . - _ : @ / % + [ ]。</translation>
    </message>
    <message>
        <source>Watch another host</source>
        <translation>观察另一台主机</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>主机(&amp;H)</translation>
    </message>
    <message>
        <source>what you type after ssh</source>
        <translation>您在 ssh 之后输入的内容</translation>
    </message>
    <message>
        <source>User, port and keys are those of ~/.ssh/config. ssh must be able to log in without asking for a password, and Synoptic be installed there.</source>
        <translation>用户、端口和密钥取自 ~/.ssh/config。ssh 必须无需输入密码即可登录，并且那台主机上须已安装 Synoptic。</translation>
    </message>
    <message>
        <source>What to follow</source>
        <translation>要跟踪的内容</translation>
    </message>
    <message>
        <source>Every &amp;transition, told by its kernel</source>
        <translation>由其内核报告的每一次转换(&amp;T)</translation>
    </message>
    <message>
        <source>Connections show up as something happens to them. It needs root, or a user who was set up with synoptic-setup there.</source>
        <translation>连接在发生变化时出现。需要 root，或在那台主机上用 synoptic-setup 设置过的用户。</translation>
    </message>
    <message>
        <source>&amp;Packets of an interface</source>
        <translation>某个接口的数据包(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Interface</source>
        <translation>接口(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Ask for list</source>
        <extracomment>Asks the other machine for its network interfaces</extracomment>
        <translation>查询列表(&amp;A)</translation>
    </message>
    <message>
        <source>Capture &amp;filter</source>
        <translation>捕获过滤器(&amp;F)</translation>
    </message>
    <message>
        <source>everything; or as for tcpdump: tcp port 443</source>
        <translation>全部；或使用 tcpdump 的写法：tcp port 443</translation>
    </message>
    <message>
        <source>&amp;Record payload</source>
        <translation>记录负载(&amp;R)</translation>
    </message>
    <message>
        <source>Whole packets: every byte of them comes over the connection to the host. Payload may hold passwords and private data.</source>
        <translation>完整的数据包：其每个字节都经由到该主机的连接传来。负载可能包含密码和私人数据。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>synoptic::ReportDialog</name>
    <message>
        <source>Addresses that share a network still share one. Host, DNS and TLS names, URLs and users are exchanged, arguments of processes left out. With the same key two reports can be compared; who has it can find addresses by trying.</source>
        <translation>同一网络的地址仍在同一网络。主机名、DNS 和 TLS 名称、URL 及用户会被替换，进程参数会被略去。使用相同密钥的两份报告可以比较；持有密钥的人可以通过尝试找出地址。</translation>
    </message>
    <message>
        <source>The report holds addresses and names as they are: look whom you send it to.</source>
        <translation>报告包含原样的地址和名称：请留意发送给谁。</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>密钥(&amp;K)</translation>
    </message>
    <message>
        <source>HTML: one page for any browser</source>
        <translation>HTML：任何浏览器都能打开的单个页面</translation>
    </message>
    <message>
        <source>PDF: pages to print</source>
        <translation>PDF：可打印的页面</translation>
    </message>
    <message>
        <source>CSV: a table for spreadsheets</source>
        <translation>CSV：电子表格</translation>
    </message>
    <message>
        <source>JSON: everything, for programs</source>
        <translation>JSON：全部内容，供程序使用</translation>
    </message>
    <message>
        <source>&amp;All there are</source>
        <translation>全部(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>Only the &amp;selected (%Ln)</source>
        <translation>
            <numerusform>仅所选的 %Ln 个(&amp;S)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Redact addresses and names</source>
        <translation>对地址和名称脱敏(&amp;R)</translation>
    </message>
    <message>
        <source>empty: a random key, used once</source>
        <translation>留空：随机密钥，仅用一次</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>synoptic::ScreenshotRun</name>
    <message>
        <source>The connections cannot be read.</source>
        <translation>无法读取连接。</translation>
    </message>
    <message>
        <source>No connections could be read within %1 s.</source>
        <translation>%1 秒内未能读取连接。</translation>
    </message>
    <message>
        <source>There is no such connection now; see synoptic-cli snapshot for those there are.</source>
        <translation>现在没有这样的连接；用 synoptic-cli snapshot 可查看现有的连接。</translation>
    </message>
    <message>
        <source>The picture cannot be drawn: there is not enough memory for it. Choose a smaller size.</source>
        <translation>无法绘制图片：内存不足。请选择较小的尺寸。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Free some space or choose another place.</source>
        <translation>无法写入 %1：%2。请腾出一些空间，或选择其他位置。</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
    <message>
        <source>There is no such connection in the capture; see synoptic-cli analyze for those there are.</source>
        <translation>捕获中没有这个连接；可用 synoptic-cli analyze 查看有哪些。</translation>
    </message>
    <message>
        <source>The packets of the connection could not be read within %1 s.</source>
        <translation>%1 秒内未能读取该连接的数据包。</translation>
    </message>
</context>
<context>
    <name>synoptic::SelectedConnectionPanel</name>
    <message>
        <source>Steps of the selected connection</source>
        <translation>所选连接的各个步骤</translation>
    </message>
    <message>
        <source>PID %1</source>
        <translation>PID %1</translation>
    </message>
    <message>
        <source>UDP has no states</source>
        <translation>UDP 没有状态</translation>
    </message>
    <message>
        <source>opened by this end</source>
        <translation>由本端打开</translation>
    </message>
    <message>
        <source>accepted by this end</source>
        <translation>由本端接受</translation>
    </message>
    <message>
        <source>waiting for connections</source>
        <translation>等待连接</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>The peer is in %1, inferred.</source>
        <translation>对端处于 %1（推断）。</translation>
    </message>
    <message>
        <source>Select a connection in the table, or an event in the log, to see each step</source>
        <translation>在表中选择一个连接，或在日志中选择一个事件，即可看到每一步</translation>
    </message>
    <message>
        <source>Hidden by the filter</source>
        <translation>已被过滤条件隐藏</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Client&apos;s view</source>
        <translation>客户端视角</translation>
    </message>
    <message numerus="yes">
        <source>%Ln packet(s)</source>
        <translation>
            <numerusform>%Ln 个数据包</numerusform>
        </translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation>往返 %1</translation>
    </message>
    <message>
        <source>namespace: %1</source>
        <extracomment>The name or number of a network namespace, or &quot;this one&quot;</extracomment>
        <translation>命名空间：%1</translation>
    </message>
</context>
<context>
    <name>synoptic::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Refresh every</source>
        <translation>刷新间隔(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keep closed connections</source>
        <translation>保留已关闭的连接(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Reduced &amp;motion</source>
        <translation>减少动画(&amp;M)</translation>
    </message>
    <message>
        <source> s</source>
        <extracomment>Seconds, after a number; the leading space stays</extracomment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>On</source>
        <extracomment>Reduced motion is switched on</extracomment>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>Reduced motion is switched off</extracomment>
        <translation>关</translation>
    </message>
    <message>
        <source>Look up the &amp;names of remote hosts</source>
        <translation>查询远端主机的名称(&amp;N)</translation>
    </message>
    <message>
        <source>Each look-up tells your name server whom this computer talks to.</source>
        <translation>每次查询都会让您的域名服务器知道本机在与谁通信。</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
</context>
<context>
    <name>synoptic::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>synoptic::StateChip</name>
    <message>
        <source>All</source>
        <extracomment>The chip that shows connections in any state</extracomment>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln connection(s)</source>
        <translation>
            <numerusform>%1：%Ln 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Click to show only these; Ctrl+click to add them.</source>
        <translation>%1。单击只显示这些；Ctrl+单击可追加。</translation>
    </message>
    <message>
        <source>Show connections in every state</source>
        <translation>显示所有状态的连接</translation>
    </message>
</context>
<context>
    <name>synoptic::StateDiagram</name>
    <message numerus="yes">
        <source>%1, %n outgoing transition(s)</source>
        <extracomment>%1 a state; read aloud by a screen reader</extracomment>
        <translation>
            <numerusform>%1，%n 个出向转换</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n outgoing transition(s)</source>
        <extracomment>%1 a state, %2 how many connections are in it; read aloud by a screen reader</extracomment>
        <translation>
            <numerusform>%1，%2，%n 个出向转换</numerusform>
        </translation>
    </message>
    <message>
        <source>+%1k/s</source>
        <extracomment>how many connections enter a state a second, in thousands</extracomment>
        <translation>+%1k/s</translation>
    </message>
    <message>
        <source>+%1/s</source>
        <extracomment>how many connections enter a state a second</extracomment>
        <translation>+%1/s</translation>
    </message>
    <message>
        <source>×%1/s</source>
        <extracomment>transitions a second along an edge of the diagram</extracomment>
        <translation>×%1/s</translation>
    </message>
    <message>
        <source>simultaneous open</source>
        <translation>同时打开</translation>
    </message>
    <message>
        <source>simultaneous close</source>
        <translation>同时关闭</translation>
    </message>
    <message>
        <source>PASSIVE OPEN · server</source>
        <translation>被动打开 · 服务器</translation>
    </message>
    <message>
        <source>ACTIVE OPEN · client</source>
        <translation>主动打开 · 客户端</translation>
    </message>
    <message>
        <source>ACTIVE CLOSE</source>
        <translation>主动关闭</translation>
    </message>
    <message>
        <source>PASSIVE CLOSE</source>
        <translation>被动关闭</translation>
    </message>
    <message>
        <source>PASSIVE OPEN</source>
        <translation>被动打开</translation>
    </message>
    <message>
        <source>ACTIVE OPEN</source>
        <translation>主动打开</translation>
    </message>
    <message>
        <source>RST · abort · timeout</source>
        <extracomment>the ways a connection ends other than in order</extracomment>
        <translation>RST · 中止 · 超时</translation>
    </message>
    <message>
        <source>this end</source>
        <extracomment>tag on the state of the selected connection&apos;s own end</extracomment>
        <translation>本端</translation>
    </message>
    <message>
        <source>peer, inferred</source>
        <extracomment>tag on the state its peer is thought to be in</extracomment>
        <translation>对端（推断）</translation>
    </message>
    <message>
        <source>inferred</source>
        <extracomment>beside a step of a connection that no source saw, but that must have been</extracomment>
        <translation>推断</translation>
    </message>
</context>
<context>
    <name>synoptic::StateDiagramView</name>
    <message>
        <source>State diagram</source>
        <translation>状态图</translation>
    </message>
    <message>
        <source>TCP connection states</source>
        <translation>TCP 连接状态</translation>
    </message>
</context>
<context>
    <name>synoptic::StateListModel</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Count</source>
        <extracomment>How many connections are in a state</extracomment>
        <translation>数量</translation>
    </message>
    <message>
        <source>Entered/s</source>
        <extracomment>Transitions into a state per second</extracomment>
        <translation>进入/s</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>No connection: before the first step and after the last.</source>
        <translation>没有连接：在第一步之前，或最后一步之后。</translation>
    </message>
    <message>
        <source>A server waits for connection requests.</source>
        <translation>服务器等待连接请求。</translation>
    </message>
    <message>
        <source>A connection request was sent; the answer is awaited.</source>
        <translation>已发出连接请求，等待应答。</translation>
    </message>
    <message>
        <source>A request came and was answered; the last confirmation is awaited. The connection is half open.</source>
        <translation>已收到请求并作出应答，等待最后的确认。连接处于半开状态。</translation>
    </message>
    <message>
        <source>The connection is open: data flows both ways.</source>
        <translation>连接已打开：数据可双向传输。</translation>
    </message>
    <message>
        <source>This end closed and sent FIN; its acknowledgment is awaited.</source>
        <translation>本端已关闭并发出 FIN，等待其确认。</translation>
    </message>
    <message>
        <source>This end&apos;s FIN is acknowledged; the other end has yet to close.</source>
        <translation>本端的 FIN 已被确认，对端尚未关闭。</translation>
    </message>
    <message>
        <source>Both ends closed at once; the acknowledgment of this end&apos;s FIN is awaited.</source>
        <translation>两端同时关闭，等待本端 FIN 的确认。</translation>
    </message>
    <message>
        <source>Both ends closed; late segments are given time to die out. No process holds the socket.</source>
        <translation>两端均已关闭，留出时间让迟到的报文段消失。没有进程持有该套接字。</translation>
    </message>
    <message>
        <source>The other end closed; the process of this end has yet to close.</source>
        <translation>对端已关闭，本端的进程尚未关闭。</translation>
    </message>
    <message>
        <source>Both ends closed, this one last; the acknowledgment of its FIN is awaited.</source>
        <translation>两端均已关闭，本端最后关闭，等待其 FIN 的确认。</translation>
    </message>
</context>
<context>
    <name>synoptic::StatesHelpDialog</name>
    <message>
        <source>The states of TCP</source>
        <translation>TCP 的状态</translation>
    </message>
    <message>
        <source>A connection is two ends, and each end has a state of its own. RFC 9293 names eleven. The end that opens or closes first goes the active way, the other the passive one.</source>
        <translation>一个连接有两端，每一端都有自己的状态。RFC 9293 定义了十一个状态。先打开或先关闭的一端走主动的路径，另一端走被动的路径。</translation>
    </message>
    <message>
        <source>Names that are often mixed up</source>
        <translation>常被混淆的名称</translation>
    </message>
    <message>
        <source>Some texts write SYN_SEND for SYN-SENT and ITMED_WAIT for TIME-WAIT, leave out CLOSE-WAIT, or put a flooded server in FIN-WAIT. A SYN flood leaves the server in SYN-RECEIVED: connections that are half open.</source>
        <translation>有些文章把 SYN-SENT 写作 SYN_SEND，把 TIME-WAIT 写作 ITMED_WAIT，漏掉 CLOSE-WAIT，或说被洪泛的服务器处于 FIN-WAIT。SYN 洪泛会让服务器停在 SYN-RECEIVED：即半开的连接。</translation>
    </message>
    <message>
        <source>About Synoptic</source>
        <translation>关于 Synoptic</translation>
    </message>
    <message>
        <source>Shows every TCP connection of this computer as it moves through the states of RFC 9293.

Synoptic is free software under the GNU General Public License, version 3 or later. It comes without any warranty.

Built with Qt %1 and QCustomPlot.</source>
        <translation>显示本机的每个 TCP 连接如何在 RFC 9293 的各个状态之间变化。

Synoptic 是自由软件，依照 GNU 通用公共许可证第 3 版或更高版本发布，不附带任何担保。

使用 Qt %1 和 QCustomPlot 构建。</translation>
    </message>
</context>
<context>
    <name>synoptic::StatusLine</name>
    <message>
        <source>%1 events/s</source>
        <extracomment>%1 is a number, set in bold</extracomment>
        <translation>%1 个事件/秒</translation>
    </message>
    <message>
        <source>Lost %1</source>
        <translation>丢失 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>No source</source>
        <translation>无数据来源</translation>
    </message>
    <message>
        <source>This computer · /proc/net, fewer details</source>
        <translation>本机 · /proc/net，信息较少</translation>
    </message>
    <message>
        <source>This computer · socket table</source>
        <translation>本机 · 套接字表</translation>
    </message>
    <message>
        <source>The source has failed</source>
        <translation>数据来源失效</translation>
    </message>
    <message>
        <source>With limits</source>
        <translation>受限</translation>
    </message>
    <message>
        <source>No extra rights: processes of other users are not named</source>
        <translation>普通权限：不显示其他用户的进程</translation>
    </message>
    <message>
        <source>All processes visible</source>
        <translation>所有进程可见</translation>
    </message>
    <message>
        <source> · paused</source>
        <translation> · 已暂停</translation>
    </message>
    <message>
        <source>Some processes cannot be seen from here</source>
        <translation>此处看不到某些进程</translation>
    </message>
    <message>
        <source>No process that can be seen from here holds some of the sockets: it runs in another PID namespace, as outside of this container, or the kernel itself holds them.</source>
        <translation>有些套接字不属于这里看得到的任何进程：其进程在另一个 PID 命名空间中（例如在此容器之外），或由内核自己持有。</translation>
    </message>
    <message>
        <source>Packets %1</source>
        <extracomment>%1 is a number, set in bold</extracomment>
        <translation>数据包 %1</translation>
    </message>
    <message>
        <source>Unreadable %1</source>
        <extracomment>packets that could not be read; %1 is a number, set in bold</extracomment>
        <translation>无法解读 %1</translation>
    </message>
    <message>
        <source>Capture file · %1</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>捕获文件 · %1</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Not read to its end</source>
        <translation>未读到末尾</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在载入…</translation>
    </message>
    <message>
        <source>Loading, %1 %</source>
        <translation>正在载入，%1 %</translation>
    </message>
    <message>
        <source>Loading was cancelled</source>
        <translation>载入已取消</translation>
    </message>
    <message>
        <source>Read in full</source>
        <translation>已完整读取</translation>
    </message>
    <message>
        <source> + kernel trace</source>
        <translation> + 内核跟踪</translation>
    </message>
    <message>
        <source> + packets on %1</source>
        <extracomment>%1 is the name of a network interface</extracomment>
        <translation> + %1 上的数据包</translation>
    </message>
    <message>
        <source>%1 · kernel trace over SSH</source>
        <translation>%1 · 通过 SSH 的内核跟踪</translation>
    </message>
    <message>
        <source>%1 · packets on %2 over SSH</source>
        <extracomment>%1 is the name of another computer, %2 of one of its network interfaces</extracomment>
        <translation>%1 · 通过 SSH 的 %2 上的数据包</translation>
    </message>
    <message>
        <source>Its clock is %1 s behind this computer&apos;s; times are told as this computer&apos;s.</source>
        <extracomment>%1 is a number of seconds, and positive</extracomment>
        <translation>它的时钟比本机慢 %1 秒；时间按本机时钟显示。</translation>
    </message>
    <message>
        <source>Its clock is %1 s ahead of this computer&apos;s; times are told as this computer&apos;s.</source>
        <translation>它的时钟比本机快 %1 秒；时间按本机时钟显示。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>synoptic::StreamPanel</name>
    <message>
        <source>Select a connection to see what its ends said</source>
        <translation>选择一个连接，即可查看两端传输的内容</translation>
    </message>
    <message>
        <source>A listening socket has no data of its own: select one of its connections</source>
        <translation>监听套接字本身没有数据：请选择它的某个连接</translation>
    </message>
    <message>
        <source>No packets are captured: the data of a connection is in its packets. Capture packets, or open a capture file.</source>
        <translation>没有捕获数据包：连接的数据在其数据包中。请捕获数据包，或打开捕获文件。</translation>
    </message>
    <message>
        <source>No packet of this connection was captured</source>
        <translation>未捕获到该连接的数据包</translation>
    </message>
    <message>
        <source>The packets of this connection are not kept any more</source>
        <translation>该连接的数据包已不再保留</translation>
    </message>
    <message>
        <source>No data was sent</source>
        <translation>没有发送数据</translation>
    </message>
    <message>
        <source>Reading packets…</source>
        <translation>正在读取数据包…</translation>
    </message>
    <message>
        <source>No payload was captured: record payload (whole packets) to see text</source>
        <translation>未捕获到载荷：请记录载荷（完整数据包）才能查看文本</translation>
    </message>
    <message>
        <source>The client sent no data</source>
        <translation>客户端没有发送数据</translation>
    </message>
    <message>
        <source>The server sent no data</source>
        <translation>服务器没有发送数据</translation>
    </message>
    <message>
        <source>%1 shown, about %2 more</source>
        <translation>已显示 %1，另有约 %2</translation>
    </message>
    <message>
        <source>Began before the capture</source>
        <translation>在开始捕获之前就已建立</translation>
    </message>
    <message numerus="yes">
        <source>%Ln packet(s) could not be read</source>
        <translation>
            <numerusform>%Ln packet could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) came too late to be put in order</source>
        <translation>
            <numerusform>%Ln byte came too late to be put in order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segment(s) with numbers that fit nowhere left out</source>
        <translation>
            <numerusform>%Ln segment with numbers that fit nowhere left out</numerusform>
        </translation>
    </message>
    <message>
        <source>→ client</source>
        <translation>→ 客户端</translation>
    </message>
    <message>
        <source>← server</source>
        <translation>← 服务器</translation>
    </message>
    <message>
        <source>and %1 not captured</source>
        <translation>另有 %1 未捕获</translation>
    </message>
    <message>
        <source>No more is shown at a time; Save as writes all of it</source>
        <translation>一次最多显示这么多；“另存为”会写出全部内容</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy the conversation as it is shown</source>
        <translation>按显示的样子复制会话内容</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>A match among all matches: &quot;3 of 17&quot;</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
        </translation>
    </message>
    <message>
        <source>no match</source>
        <translation>无匹配</translation>
    </message>
    <message>
        <source>no match so far</source>
        <translation>目前无匹配</translation>
    </message>
    <message>
        <source>That is over %1: select a part of it, or save it as a file</source>
        <translation>内容超过 %1：请选择一部分，或另存为文件</translation>
    </message>
    <message>
        <source>What is selected is in the clipboard</source>
        <translation>所选内容已复制到剪贴板</translation>
    </message>
    <message>
        <source>The conversation is in the clipboard</source>
        <translation>会话内容已复制到剪贴板</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>保存会话内容</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The client&apos;s bytes…</source>
        <translation>客户端的原始字节…</translation>
    </message>
    <message>
        <source>The server&apos;s bytes…</source>
        <translation>服务器的原始字节…</translation>
    </message>
    <message>
        <source>The conversation as text…</source>
        <translation>会话内容（文本）…</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <extracomment>Hexadecimal</extracomment>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>How it is shown</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>Whose data is shown</source>
        <translation>显示哪一端的数据</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the conversation</source>
        <translation>在会话内容中查找</translation>
    </message>
    <message>
        <source>Capital or small letters do not matter. \x1b, \r, \n, \t and \0 stand for bytes.</source>
        <translation>不区分大小写。\x1b、\r、\n、\t 和 \0 表示相应的字节。</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处匹配</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处匹配</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>加载更多</translation>
    </message>
    <message>
        <source>What the two ends said</source>
        <translation>两端传输的内容</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down go from one message to the next, Enter shows its packet</source>
        <translation>Ctrl+↑ 和 Ctrl+↓ 在消息之间移动，Enter 显示其数据包</translation>
    </message>
</context>
<context>
    <name>synoptic::StreamSaver</name>
    <message>
        <source>The capture was closed before all of it was written</source>
        <translation>全部写完之前捕获已关闭</translation>
    </message>
</context>
<context>
    <name>synoptic::StreamView</name>
    <message>
        <source>→ client</source>
        <extracomment>Marks what the client sent, and what the server sent</extracomment>
        <translation>→ 客户端</translation>
    </message>
    <message>
        <source>← server</source>
        <translation>← 服务器</translation>
    </message>
    <message>
        <source>packet %1</source>
        <translation>数据包 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) not recorded: only the beginning of each packet was</source>
        <translation>
            <numerusform>%Ln byte not recorded: only the beginning of each packet was</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Up to %Ln byte(s) not captured</source>
        <translation>
            <numerusform>Up to %Ln byte not captured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) not captured</source>
        <translation>
            <numerusform>%Ln byte not captured</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synoptic::ThresholdsPage</name>
    <message>
        <source>Restore &amp;defaults</source>
        <translation>恢复默认值(&amp;D)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>When the diagnosis speaks up. It holds for what is watched from now on; an open capture file is read again with these numbers.</source>
        <translation>诊断在何时提示。从现在起对所观察的内容生效；已打开的捕获文件会按这些数值重新读取。</translation>
    </message>
</context>
<context>
    <name>synoptic::TimelineStrip</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>The timeline fills as soon as there is something to watch</source>
        <translation>一有可观察的内容，时间线就会开始填充</translation>
    </message>
    <message>
        <source>Live</source>
        <extracomment>The timeline follows what happens now, or stands still.</extracomment>
        <translation>实时</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%1: not watched</source>
        <extracomment>%1 is a time of day. Watching was paused, or events were lost.</extracomment>
        <translation>%1：未观察</translation>
    </message>
    <message>
        <source>%1: transitions %2, RST %3</source>
        <extracomment>%1 is a time of day, %2 and %3 are numbers of the seconds that follow it.</extracomment>
        <translation>%1：转换 %2，RST %3</translation>
    </message>
    <message>
        <source>Capture</source>
        <extracomment>The timeline shows a capture file</extracomment>
        <translation>捕获</translation>
    </message>
</context>
<context>
    <name>synoptic::WatchSession</name>
    <message>
        <source>Watching could not begin.</source>
        <translation>无法开始观察。</translation>
    </message>
    <message>
        <source>The system refused it (%1). Close other programs and try again.</source>
        <translation>系统拒绝了请求（%1）。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The interfaces cannot be listed: %1</source>
        <translation>无法列出接口：%1</translation>
    </message>
    <message>
        <source>Its files were not found. Install Synoptic again.</source>
        <translation>找不到课程文件。请重新安装 Synoptic。</translation>
    </message>
    <message>
        <source>The sample lesson cannot be played.</source>
        <translation>无法播放示例课程。</translation>
    </message>
    <message>
        <source>There is not enough memory for it</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The listener is closed</source>
        <translation>监听套接字已关闭</translation>
    </message>
    <message>
        <source>The connection is closed</source>
        <translation>连接已关闭</translation>
    </message>
    <message>
        <source>The socket is gone: it was closed in the meantime.</source>
        <translation>套接字已不存在：它在此期间已关闭。</translation>
    </message>
    <message>
        <source>The kernel did not permit it%1. See Help ▸ Capabilities.</source>
        <translation>内核不允许%1。请看“帮助 ▸ 可用功能”。</translation>
    </message>
    <message>
        <source>No administrator&apos;s password was given.</source>
        <translation>没有输入管理员密码。</translation>
    </message>
    <message>
        <source>This kernel closes no sockets for others (it was built without INET_DIAG_DESTROY). End the process instead.</source>
        <translation>此内核不能代为关闭套接字（构建时没有 INET_DIAG_DESTROY）。请改为结束进程。</translation>
    </message>
    <message>
        <source>The system refused it%1.</source>
        <translation>系统拒绝了该操作%1。</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1 已结束</translation>
    </message>
    <message>
        <source>%1 is still there: it waits for a device, and ends when that answers.</source>
        <translation>%1 仍在运行：它在等待设备，设备应答后就会结束。</translation>
    </message>
    <message>
        <source>%1 is gone: it ended in the meantime.</source>
        <translation>%1 已不存在：它在此期间已结束。</translation>
    </message>
    <message>
        <source>%1 belongs to another user, who alone may end it.</source>
        <translation>%1 属于另一个用户，只有该用户可以结束它。</translation>
    </message>
    <message>
        <source>You may not do this as an administrator%1: this system&apos;s rules refuse it, or the password was wrong.</source>
        <translation>您无权以管理员身份执行此操作%1：本系统的规则不允许，或密码有误。</translation>
    </message>
    <message>
        <source>Nothing here can ask for a password%1: no polkit agent runs in this session. Start your desktop&apos;s agent, or Synoptic as root.</source>
        <translation>此处没有可以询问密码的程序%1：此会话中没有运行 polkit 代理。请启动桌面的代理，或以 root 身份启动 Synoptic。</translation>
    </message>
    <message>
        <source>pkexec does not work%1. See whether polkit is installed and runs.</source>
        <translation>pkexec 无法工作%1。请检查 polkit 是否已安装并在运行。</translation>
    </message>
</context>
<context>
    <name>synoptic::WelcomePage</name>
    <message>
        <source>What would you like to look at?</source>
        <translation>您想看什么？</translation>
    </message>
    <message>
        <source>Nothing is recorded, looked up or sent until you ask for it.</source>
        <translation>在您要求之前，不记录、不查询、不发送任何内容。</translation>
    </message>
    <message>
        <source>Watch this computer</source>
        <translation>观察本机</translation>
    </message>
    <message>
        <source>Every TCP connection as it moves through its states: who talks to whom, what hangs, and which queue is full.</source>
        <translation>每个 TCP 连接在各状态间的变化：谁在与谁通信、什么卡住了、哪个队列满了。</translation>
    </message>
    <message>
        <source>Works now, without extra rights</source>
        <translation>现在即可使用，无需额外权限</translation>
    </message>
    <message>
        <source>Start watching</source>
        <translation>开始观察</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>打开捕获</translation>
    </message>
    <message>
        <source>Packets from a file: the states both ends went through, the ladder with sequence numbers, losses and retransmissions.</source>
        <translation>来自文件的数据包：两端经历的状态、带序列号的时序图、丢失与重传。</translation>
    </message>
    <message>
        <source>pcap, pcapng, also gzip-compressed</source>
        <translation>pcap、pcapng，也可为 gzip 压缩</translation>
    </message>
    <message>
        <source>Open capture…</source>
        <translation>打开捕获…</translation>
    </message>
    <message>
        <source>Play the sample lesson</source>
        <translation>播放示例课程</translation>
    </message>
    <message>
        <source>One connection from SYN to TIME-WAIT, step by step, with the state diagram and the ladder side by side.</source>
        <translation>一个连接从 SYN 到 TIME-WAIT 的每一步，状态图与时序图并排显示。</translation>
    </message>
    <message>
        <source>Five minutes, no network needed</source>
        <translation>约五分钟，无需网络</translation>
    </message>
    <message>
        <source>Play lesson</source>
        <translation>播放课程</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>将文件拖放到这里</translation>
    </message>
</context>
</TS>
