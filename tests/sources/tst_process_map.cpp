// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/process_map.h"
#include "model/sources/linux/sock_diag_table.h"
#include "model/sources/linux/text_file.h"
#include "tests/sources/sockets.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

/// A forked process that runs `work` and then waits; killed and waited for at the end.
class Child {
public:
    /// `work` gets the child's end of a socket pair and may talk to the parent over it.
    explicit Child(const std::function<void(int)>& work) {
        std::array<int, 2> pair{};
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data());
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::close(pair[0]);
            work(pair[1]);
            ::write(pair[1], "r", 1);
            while (true)
                ::pause();
        }
        ::close(pair[1]);
        channel_ = UniqueFd(pair[0]);
        char ready = 0;
        ::read(channel_.get(), &ready, 1);
    }
    ~Child() { end(); }
    void end() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        pid_ = 0;
    }
    pid_t pid() const { return pid_; }
    int channel() const { return channel_.get(); }

private:
    pid_t pid_ = 0;
    UniqueFd channel_;
};

void sendDescriptor(int channel, int descriptor) {
    char byte = 'd';
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    ::sendmsg(channel, &message, 0);
}

void receiveDescriptor(int channel) {
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ::recvmsg(channel, &message, 0);
}

/// The map with a dump before each round, as the source drives it.
struct Watched {
    SockDiagTable table;
    ProcessMap map;
    std::vector<SocketRow> rows;

    void round() {
        rows.clear();
        table.dump(Protocol::Tcp, rows);
        map.begin(rows);
        while (map.step(ProcessMap::Clock::now() + 20ms) == ProcessMap::Progress::More) {
        }
        map.assign(rows);
    }
    Owner ownerOfInode(std::uint32_t inode) const {
        for (const SocketRow& row : rows)
            if (row.inode == inode)
                return *row.owner;
        return {};
    }
    Owner ownerOf(const UniqueFd& socket) const { return ownerOfInode(inodeOf(socket.get())); }
    /// Rounds until the process is named as the owner, at most `limit`; -1: not found.
    int roundsUntil(std::uint32_t inode, pid_t pid, int others, int limit = 20) {
        for (int i = 1; i <= limit; ++i) {
            round();
            const Owner owner = ownerOfInode(inode);
            if (owner.process && owner.process->pid == pid && owner.others == others)
                return i;
        }
        return -1;
    }
};

UniqueFd anyListener() {
    return listener(address("127.0.0.1", 0));
}

} // namespace

class TestProcessMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheProcess();
    void tellsTheTwoEndsOfALoopbackConnectionApart();
    void followsFork();
    void followsAListenerLeftToTheChild();
    void followsAPassedDescriptor();
    void noticesAnotherSocketUnderTheSameCount();
    void dropsAProcessThatExits();
    void followsExec();
    void followsACommandLineThatComesLate();
    void remembersWhatCannotBeFound();
    void otherUsersAreNamedSo();
    void quietRoundsWalkNothing();
    void manyDescriptorsArriveInSlices();
};

void TestProcessMap::namesTheProcess() {
    const UniqueFd socket = anyListener();
    Watched watched;
    watched.round();
    const Owner owner = watched.ownerOf(socket);
    QCOMPARE(owner.kind, Owner::Kind::Process);
    QCOMPARE(owner.process->pid, ::getpid());
    QCOMPARE(owner.process->uid, ::geteuid());
    QCOMPARE(owner.process->name, "tst_process_map");
    QVERIFY(owner.process->commandLine.find("tst_process_map") != std::string::npos);
    QVERIFY(owner.process->startTime > 0);
    QCOMPARE(owner.others, 0);
}

void TestProcessMap::tellsTheTwoEndsOfALoopbackConnectionApart() {
    UniqueFd server = anyListener();
    const Address at = localAddress(server.get());
    UniqueFd client;
    const Child child([&](int) {
        server = UniqueFd();
        client = connected(SOCK_STREAM, at);
    });
    const UniqueFd peer = accepted(server.get());
    Watched watched;
    watched.round();
    QCOMPARE(watched.ownerOf(peer).process->pid, ::getpid());
    for (const SocketRow& row : watched.rows)
        if (row.state == TcpState::Established && row.tuple.remote.port == at.port())
            QCOMPARE(row.owner->process->pid, child.pid());
}

void TestProcessMap::followsFork() {
    const UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    Watched watched;
    QCOMPARE(watched.roundsUntil(inode, ::getpid(), 0), 1);
    Child child([](int) {});
    QVERIFY(watched.roundsUntil(inode, ::getpid(), 1) > 0);
    child.end();
    QCOMPARE(watched.roundsUntil(inode, ::getpid(), 0), 1);
}

void TestProcessMap::followsAListenerLeftToTheChild() {
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    Watched watched;
    watched.round();
    const Child child([](int) {});
    watched.round();
    socket = UniqueFd();
    QVERIFY(watched.roundsUntil(inode, child.pid(), 0) > 0);
}

void TestProcessMap::followsAPassedDescriptor() {
    const Child child([](int channel) {
        // Later, after the parent's go.
        if (::fork() == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::prctl(PR_SET_NAME, "receiver");
            receiveDescriptor(channel);
            while (true)
                ::pause();
        }
    });
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    Watched watched;
    watched.round();
    QCOMPARE(watched.ownerOf(socket).process->pid, ::getpid());
    sendDescriptor(child.channel(), socket.get());
    socket = UniqueFd();
    const auto receiverHasIt = [&] {
        watched.round();
        const Owner owner = watched.ownerOfInode(inode);
        return owner.process && owner.process->name == "receiver";
    };
    QTRY_VERIFY_WITH_TIMEOUT(receiverHasIt(), 3000);
}

void TestProcessMap::noticesAnotherSocketUnderTheSameCount() {
    UniqueFd socket = anyListener();
    Watched watched;
    watched.round();
    UniqueFd next = anyListener();
    socket = UniqueFd();
    QCOMPARE(watched.roundsUntil(inodeOf(next.get()), ::getpid(), 0), 1);
    // The same in a process that held nothing of interest for long.
    for (int i = 0; i < 12; ++i)
        watched.round();
    socket = anyListener();
    next = UniqueFd();
    const int rounds = watched.roundsUntil(inodeOf(socket.get()), ::getpid(), 0, 20);
    QVERIFY2(rounds > 0 && rounds <= 10, qPrintable(QString::number(rounds)));
}

void TestProcessMap::dropsAProcessThatExits() {
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    Child child([](int) {});
    socket = UniqueFd();
    Watched watched;
    QCOMPARE(watched.roundsUntil(inode, child.pid(), 0), 1);
    child.end();
    watched.round();
    QVERIFY(!watched.ownerOfInode(inode).process);
}

void TestProcessMap::followsExec() {
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    ::fcntl(socket.get(), F_SETFD, 0);
    std::array<int, 2> go{};
    QCOMPARE(::pipe2(go.data(), O_CLOEXEC), 0);
    const Child child([&](int channel) {
        ::write(channel, "r", 1);
        char byte = 0;
        ::read(go[0], &byte, 1);
        ::execl("/bin/sleep", "sleep", "60", nullptr);
    });
    socket = UniqueFd();
    Watched watched;
    QVERIFY(watched.roundsUntil(inode, child.pid(), 0) > 0);
    QCOMPARE(watched.ownerOfInode(inode).process->name, "tst_process_map");
    ::write(go[1], "g", 1);
    ::close(go[0]);
    ::close(go[1]);
    const auto renamed = [&] {
        watched.round();
        const Owner owner = watched.ownerOfInode(inode);
        return owner.process && owner.process->name == "sleep" &&
               owner.process->commandLine == "sleep 60";
    };
    QTRY_VERIFY_WITH_TIMEOUT(renamed(), 3000);
}

/// Between its new name and its new arguments a process has none, here for as long as it takes to
/// look twice.
void TestProcessMap::followsACommandLineThatComesLate() {
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    const Child child([](int channel) {
        // The first argument where /proc reads it, and the others behind it.
        char* const arguments = program_invocation_name;
        std::string line;
        readTextFile("/proc/self/cmdline", line);
        std::memset(arguments, 0, line.size());
        ::write(channel, "r", 1);
        char byte = 0;
        ::read(channel, &byte, 1);
        std::memcpy(arguments, "late", 4);
    });
    socket = UniqueFd();
    Watched watched;
    QVERIFY(watched.roundsUntil(inode, child.pid(), 0) > 0);
    QCOMPARE(watched.ownerOfInode(inode).process->commandLine, "");
    ::write(child.channel(), "g", 1);
    const auto named = [&] {
        watched.round();
        return watched.ownerOfInode(inode).process->commandLine == "late";
    };
    QTRY_VERIFY_WITH_TIMEOUT(named(), 3000);
}

/// A socket that only travels in a message is held by no process.
void TestProcessMap::remembersWhatCannotBeFound() {
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
    const UniqueFd near(pair[0]);
    UniqueFd far(pair[1]);
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    sendDescriptor(near.get(), socket.get());
    socket = UniqueFd();
    Watched watched;
    watched.round();
    QCOMPARE(watched.ownerOfInode(inode).kind, Owner::Kind::NotVisible);
    QVERIFY(watched.map.someAreNotVisible());
    QCOMPARE(watched.map.pending(), 0U);
    watched.round();
    const auto walks = watched.map.walks();
    for (int i = 0; i < 5; ++i)
        watched.round();
    QVERIFY2(watched.map.walks() - walks < 10,
             qPrintable(QString::number(watched.map.walks() - walks)));
    QCOMPARE(watched.ownerOfInode(inode).kind, Owner::Kind::NotVisible);
}

void TestProcessMap::otherUsersAreNamedSo() {
    if (::geteuid() != 0)
        QSKIP("only root can become another user");
    UniqueFd socket = anyListener();
    const auto inode = inodeOf(socket.get());
    const Child keeper([](int) {});
    socket = UniqueFd();
    const pid_t looker = ::fork();
    if (looker == 0) {
        if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0)
            ::_exit(1);
        const UniqueFd own = anyListener();
        Watched watched;
        watched.round();
        if (watched.ownerOfInode(inode).kind != Owner::Kind::OtherUser)
            ::_exit(2);
        if (!watched.map.someAreOtherUsers())
            ::_exit(3);
        const Owner mine = watched.ownerOf(own);
        ::_exit(mine.kind == Owner::Kind::Process && mine.process->pid == ::getpid() ? 0 : 4);
    }
    int status = -1;
    ::waitpid(looker, &status, 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestProcessMap::quietRoundsWalkNothing() {
    const UniqueFd socket = anyListener();
    const Child child([](int) {});
    Watched watched;
    for (int i = 0; i < 3; ++i)
        watched.round();
    const auto walks = watched.map.walks();
    for (int i = 0; i < 10; ++i)
        watched.round();
    // Others live on this machine, too; it is far from ten rounds of every process.
    QVERIFY2(watched.map.walks() - walks < 60,
             qPrintable(QString::number(watched.map.walks() - walks)));
}

void TestProcessMap::manyDescriptorsArriveInSlices() {
    const UniqueFd socket = anyListener();
    std::vector<UniqueFd> many;
    for (int i = 0; i < 900; ++i)
        many.push_back(UniqueFd(::dup(socket.get())));
    ProcessMap map;
    SockDiagTable table;
    std::vector<SocketRow> rows;
    table.dump(Protocol::Tcp, rows);
    map.begin(rows);
    int slices = 1;
    while (map.step(ProcessMap::Clock::now() + 50us) == ProcessMap::Progress::More)
        ++slices;
    QVERIFY2(slices > 3, qPrintable(QString::number(slices)));
    map.assign(rows);
    QCOMPARE(findInode(rows, socket.get())->owner->process->pid, ::getpid());
}

QTEST_GUILESS_MAIN(TestProcessMap)
#include "tst_process_map.moc"
