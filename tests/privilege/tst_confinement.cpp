// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the helper can still do once it is confined: next to nothing, and a stray system call kills
// it. The confinement itself in children of this program, then the real helper, into which a
// debugger puts the stray call.
#include "app/capture/confinement.h"
#include "model/sources/linux/helper_process.h"
#include "model/sources/linux/unique_fd.h"

#include <QFile>
#include <QTest>

#include <elf.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <ctime>
#include <functional>

using namespace synoptic;
using helper::FrameType;

namespace {

constexpr int kNotConfined = 99; ///< an exit status
constexpr int kOutput = 50;      ///< a descriptor above standard error

enum class As { Root, User, OneCapability };

/// Ends a child with what waitpid() told of it.
struct End {
    int status = 0;
    bool killedBy(int signal) const { return WIFSIGNALED(status) && WTERMSIG(status) == signal; }
    bool exitedWith(int code) const { return WIFEXITED(status) && WEXITSTATUS(status) == code; }
};

/// Confines a child as the jobs do (trace and packets as root or as a user with file capabilities,
/// close and firewall after keepOnly()) and has it make one system call. It exits with 0 if that
/// call came back.
End afterConfining(As who, const std::function<void()>& call) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(STDOUT_FILENO, kOutput);
        if (who == As::User && (::setgid(65534) != 0 || ::setuid(65534) != 0))
            ::_exit(kNotConfined);
        if (who == As::OneCapability && !keepOnly(CAP_NET_ADMIN).empty())
            ::_exit(kNotConfined);
        if (!confine().empty())
            ::_exit(kNotConfined);
        call();
        ::syscall(SYS_exit_group, 0);
    }
    End end;
    ::waitpid(child, &end.status, 0);
    return end;
}

void raw(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) {
    ::syscall(number, a, b, c, d, e);
}

struct Call {
    const char* name;
    std::function<void()> make;
};

/// What a helper that was taken over would want.
const std::vector<Call>& strayCalls() {
    static const char kPath[] = "/etc/passwd";
    static char* const kNone[] = {nullptr};
    static const std::vector<Call> kCalls{
        {"open a file", [] { raw(SYS_openat, AT_FDCWD, long(kPath), O_RDONLY); }},
        {"open a socket", [] { raw(SYS_socket, AF_INET, SOCK_STREAM, 0); }},
        {"connect", [] { raw(SYS_connect, 0, 0, 0); }},
        {"bind", [] { raw(SYS_bind, 0, 0, 0); }},
        {"send", [] { raw(SYS_sendto, 1, long(kPath), 1); }},
        {"run a program", [] { raw(SYS_execve, long(kPath), long(kNone), long(kNone)); }},
        {"start a process", [] { raw(SYS_clone, SIGCHLD); }},
        {"kill", [] { raw(SYS_kill, 1, 0); }},
        {"trace", [] { raw(SYS_ptrace, PTRACE_TRACEME); }},
        {"become root", [] { raw(SYS_setuid, 0); }},
        {"take capabilities", [] { raw(SYS_capset, 0, 0); }},
        {"load a BPF program", [] { raw(SYS_bpf, 0, 0, 0); }},
        {"enter a namespace", [] { raw(SYS_setns, 0, 0); }},
        {"make memory executable", [] { raw(SYS_mprotect, 0, 0, 0); }},
        {"rename", [] { raw(SYS_renameat2, AT_FDCWD, long(kPath), AT_FDCWD, long(kPath)); }},
        {"another ioctl", [] { raw(SYS_ioctl, 0, FIONREAD, 0); }},
        {"write elsewhere", [] { raw(SYS_write, kOutput, long(kPath), 0); }},
        {"write pieces elsewhere", [] { raw(SYS_writev, kOutput, 0, 0); }},
        {"a call of no number", [] { raw(100'000); }},
    };
    return kCalls;
}

/// The number of the system call that a stopped process is about to make becomes another.
bool replaceCall(pid_t pid, int number) {
#if defined(__x86_64__)
    user_regs_struct registers{};
    if (::ptrace(PTRACE_GETREGS, pid, nullptr, &registers) != 0)
        return false;
    registers.orig_rax = static_cast<unsigned long long>(number);
    return ::ptrace(PTRACE_SETREGS, pid, nullptr, &registers) == 0;
#elif defined(__aarch64__)
    iovec words{&number, sizeof number};
    return ::ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &words) == 0;
#else
    Q_UNUSED(pid)
    Q_UNUSED(number)
    return false;
#endif
}

/// Waits until the process stands before a system call.
bool stopsBeforeACall(pid_t pid) {
    int status = 0;
    if (::ptrace(PTRACE_SEIZE, pid, nullptr, PTRACE_O_TRACESYSGOOD) != 0 ||
        ::ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr) != 0 || ::waitpid(pid, &status, 0) != pid)
        return false;
    // The first stop may be the end of the call that was interrupted.
    for (int stop = 0; stop < 2; ++stop) {
        if (::ptrace(PTRACE_SYSCALL, pid, nullptr, nullptr) != 0 ||
            ::waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status) ||
            WSTOPSIG(status) != (SIGTRAP | 0x80))
            return false;
        __ptrace_syscall_info info{};
        if (::ptrace(__ptrace_request(PTRACE_GET_SYSCALL_INFO), pid, sizeof info, &info) <= 0)
            return false;
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
            return true;
    }
    return false;
}

QByteArray statusOf(pid_t pid) {
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestConfinement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aStrayCallKills_data();
    void aStrayCallKills();
    void whatTheJobsNeedIsLeft_data();
    void whatTheJobsNeedIsLeft();
    void aStrayCallKillsTheRealHelper_data();
    void aStrayCallKillsTheRealHelper();
    void theShortJobsKeepNothingEither_data();
    void theShortJobsKeepNothingEither();

private:
    static void waysToBeConfined();
};

void TestConfinement::initTestCase() {
    if (::geteuid() != 0)
        QSKIP("only root can be confined in every way");
}

void TestConfinement::waysToBeConfined() {
    QTest::addColumn<int>("who");
    QTest::newRow("root") << int(As::Root);
    QTest::newRow("a user") << int(As::User);
    QTest::newRow("root that kept one capability") << int(As::OneCapability);
}

void TestConfinement::aStrayCallKills_data() {
    waysToBeConfined();
}

void TestConfinement::aStrayCallKills() {
    QFETCH(int, who);
    for (const Call& call : strayCalls()) {
        const End end = afterConfining(As(who), call.make);
        QVERIFY2(end.killedBy(SIGSYS), qPrintable(QStringLiteral("%1: status %2")
                                                      .arg(QLatin1String(call.name))
                                                      .arg(end.status, 0, 16)));
    }
}

void TestConfinement::whatTheJobsNeedIsLeft_data() {
    waysToBeConfined();
}

/// Without this a filter that kills at every call would pass too.
void TestConfinement::whatTheJobsNeedIsLeft() {
    QFETCH(int, who);
    std::array<int, 2> ends{};
    QVERIFY(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const UniqueFd in(ends[0]);
    const UniqueFd out(ends[1]);
    QCOMPARE(::write(out.get(), "x", 1), ssize_t(1));
    const End end = afterConfining(As(who), [&] {
        char byte = 0;
        pollfd wait{in.get(), POLLIN, 0};
        timespec now{};
        if (::poll(&wait, 1, 1000) != 1 || ::read(in.get(), &byte, 1) != 1 || byte != 'x' ||
            ::write(STDERR_FILENO, "", 0) != 0 || ::clock_gettime(CLOCK_MONOTONIC, &now) != 0)
            ::syscall(SYS_exit_group, 1);
        ::syscall(SYS_exit_group, 7);
    });
    QVERIFY2(end.exitedWith(7), qPrintable(QString::number(end.status, 16)));
}

void TestConfinement::aStrayCallKillsTheRealHelper_data() {
    QTest::addColumn<QStringList>("job");
    QTest::addColumn<int>("call");
    const QStringList packets{QStringLiteral("packets"), QStringLiteral("--interface"),
                              QStringLiteral("lo")};
    QTest::newRow("packets, a socket") << packets << int(SYS_socket);
    QTest::newRow("packets, a program") << packets << int(SYS_execve);
    QTest::newRow("trace, a file") << QStringList{QStringLiteral("trace")} << int(SYS_openat);
}

void TestConfinement::aStrayCallKillsTheRealHelper() {
    QFETCH(QStringList, job);
    QFETCH(int, call);
    std::vector<std::string> words{SYNOPTIC_CAPTURE};
    for (const QString& word : job)
        words.push_back(word.toStdString());
    HelperProcess process;
    QCOMPARE(process.start(words), "");
    std::optional<FrameType> told;
    const auto isOpen = [&] {
        process.readAvailable();
        while (const auto frame = process.next())
            told = frame->type;
        return told && *told != FrameType::Hello;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
    if (told == FrameType::Failure)
        QSKIP("this job cannot be done here");
    // The time-out of its wait comes, or a packet: then it makes its next call.
    if (!stopsBeforeACall(process.pid()) || !replaceCall(process.pid(), call))
        QSKIP("no process can be traced here");
    QVERIFY(::ptrace(PTRACE_DETACH, process.pid(), nullptr, nullptr) == 0);
    QTRY_VERIFY_WITH_TIMEOUT(!process.readAvailable(), 10'000);
    process.stop();
    const QByteArray expected = "signal " + QByteArray::number(SIGSYS);
    QVERIFY2(process.why().find(expected.toStdString()) != std::string::npos,
             process.why().c_str());
}

void TestConfinement::theShortJobsKeepNothingEither_data() {
    QTest::addColumn<QString>("job");
    QTest::newRow("interfaces") << QStringLiteral("interfaces");
    QTest::newRow("check") << QStringLiteral("check");
}

/// They end at once; so their output has room for the greeting alone, and they wait before the
/// first frame after it.
void TestConfinement::theShortJobsKeepNothingEither() {
    QFETCH(QString, job);
    std::array<int, 2> ends{};
    QVERIFY(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const UniqueFd in(ends[0]);
    const UniqueFd out(ends[1]);
    const int room = ::fcntl(out.get(), F_SETPIPE_SZ, 4096);
    QVERIFY(room > 0);
    helper::FrameWriter hello(FrameType::Hello);
    hello.u32(helper::kMagic).u32(helper::kProtocolVersion).text(SYNOPTIC_VERSION);
    const std::size_t greeting = hello.finish().size();
    const QByteArray stuffing(room - qsizetype(greeting), 'x');
    QCOMPARE(::write(out.get(), stuffing.constData(), std::size_t(stuffing.size())),
             ssize_t(stuffing.size()));
    const QByteArray word = job.toLatin1();
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(out.get(), STDOUT_FILENO);
        ::execl(SYNOPTIC_CAPTURE, SYNOPTIC_CAPTURE, word.constData(), nullptr);
        ::_exit(kNotConfined);
    }
    QByteArray status;
    const auto waits = [&] {
        status = statusOf(child);
        int queued = 0;
        return ::ioctl(in.get(), FIONREAD, &queued) == 0 && queued == room &&
               status.contains("State:\tS");
    };
    const bool waited = QTest::qWaitFor(waits, 10'000);
    const auto cleanUp = qScopeGuard([&] {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    });
    QVERIFY2(waited, status.constData());
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"})
        QVERIFY2(status.contains(set + QByteArray(":\t0000000000000000\n")), status.constData());
    QVERIFY(status.contains("NoNewPrivs:\t1\n") && status.contains("Seccomp:\t2\n"));
    QVERIFY(status.contains("Uid:\t65534\t65534\t65534\t65534\n"));
}

QTEST_GUILESS_MAIN(TestConfinement)
#include "tst_confinement.moc"
