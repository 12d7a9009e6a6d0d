// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real synoptic-capture as a child: its interfaces, its confinement, its end, and what happens
// when something else answers, or when it dies.
#include "model/sources/linux/helper_process.h"

#include <QTest>

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace synoptic;
using helper::FrameType;

namespace {

/// Waits for frames until `wanted` comes, the output ends, or two seconds pass. All types seen.
std::vector<FrameType> framesUntil(HelperProcess& process, FrameType wanted) {
    std::vector<FrameType> seen;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (std::chrono::steady_clock::now() < deadline) {
        while (const auto frame = process.next()) {
            seen.push_back(frame->type);
            if (frame->type == wanted)
                return seen;
        }
        pollfd wait{process.descriptor(), POLLIN, 0};
        if (process.descriptor() < 0)
            break;
        poll(&wait, 1, 100);
        process.readAvailable();
    }
    return seen;
}

std::string statusLine(pid_t pid, const std::string& key) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key + ":"))
            continue;
        const auto value = line.find_first_not_of(" \t", key.size() + 1);
        return value == std::string::npos ? std::string() : line.substr(value);
    }
    return {};
}

} // namespace

class TestHelperProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listsInterfacesWithoutPrivilege();
    void keepsNoPrivilegeOnceOpen();
    void endsWhenItsInputIsClosed();
    void namesAnInterfaceThatIsNotThere();
    void refusesAFilterItCannotRead();
    void anotherProgramIsNotTheHelper();
    void dyingIsToldWithItsSignal();
    void aMissingProgramIsToldAtOnce();
    void aChildItMayNotKillHoldsNobodyUp();

private:
    std::string helper_;
};

void TestHelperProcess::initTestCase() {
    helper_ = findHelper().string();
    QVERIFY2(!helper_.empty(), "synoptic-capture was not built beside the tests");
}

void TestHelperProcess::listsInterfacesWithoutPrivilege() {
    HelperProcess process;
    QCOMPARE(process.start({helper_, "interfaces"}), "");
    const auto seen = framesUntil(process, FrameType::End);
    QCOMPARE(seen.front(), FrameType::Hello);
    QCOMPARE(seen.back(), FrameType::End);
    QVERIFY(std::count(seen.begin(), seen.end(), FrameType::Interface) >= 1);
}

void TestHelperProcess::keepsNoPrivilegeOnceOpen() {
    if (geteuid() != 0)
        QSKIP("opening a packet socket needs root here");
    HelperProcess process;
    QCOMPARE(process.start({helper_, "packets", "--interface", "lo"}), "");
    QCOMPARE(framesUntil(process, FrameType::Started).back(), FrameType::Started);
    for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"})
        QCOMPARE(statusLine(process.pid(), set), "0000000000000000");
    QCOMPARE(statusLine(process.pid(), "NoNewPrivs"), "1");
    QCOMPARE(statusLine(process.pid(), "Seccomp"), "2");
    QVERIFY(!statusLine(process.pid(), "Uid").starts_with("0"));
    QCOMPARE(statusLine(process.pid(), "Groups"), "");
}

void TestHelperProcess::endsWhenItsInputIsClosed() {
    if (geteuid() != 0)
        QSKIP("opening a packet socket needs root here");
    HelperProcess process;
    QCOMPARE(process.start({helper_, "packets", "--interface", "lo"}), "");
    QCOMPARE(framesUntil(process, FrameType::Started).back(), FrameType::Started);
    const auto before = std::chrono::steady_clock::now();
    process.stop(std::chrono::seconds(2));
    QVERIFY(std::chrono::steady_clock::now() - before < std::chrono::seconds(1));
    QVERIFY(!process.isRunning());
}

void TestHelperProcess::namesAnInterfaceThatIsNotThere() {
    if (geteuid() != 0)
        QSKIP("without the privilege the interface is not even looked for");
    HelperProcess process;
    QCOMPARE(process.start({helper_, "packets", "--interface", "no-such-if0"}), "");
    QCOMPARE(framesUntil(process, FrameType::Failure).back(), FrameType::Failure);
    QVERIFY(!process.readAvailable() || framesUntil(process, FrameType::End).empty());
    QVERIFY(process.why().find("No such device") != std::string::npos);
}

void TestHelperProcess::refusesAFilterItCannotRead() {
    if (geteuid() != 0)
        QSKIP("opening a packet socket needs root here");
    HelperProcess process;
    QCOMPARE(process.start({helper_, "packets", "--interface", "lo", "--filter", "tcp port"}), "");
    QCOMPARE(framesUntil(process, FrameType::Failure).back(), FrameType::Failure);
}

void TestHelperProcess::anotherProgramIsNotTheHelper() {
    HelperProcess process;
    QCOMPARE(process.start({"/bin/echo", "Permission denied (publickey)."}), "");
    QVERIFY(framesUntil(process, FrameType::Hello).empty());
    QVERIFY(process.why().starts_with("What answered is not synoptic-capture"));
}

void TestHelperProcess::dyingIsToldWithItsSignal() {
    if (geteuid() != 0)
        QSKIP("opening a packet socket needs root here");
    HelperProcess process;
    QCOMPARE(process.start({helper_, "packets", "--interface", "lo"}), "");
    QCOMPARE(framesUntil(process, FrameType::Started).back(), FrameType::Started);
    kill(process.pid(), SIGKILL);
    framesUntil(process, FrameType::End);
    QVERIFY(!process.isRunning());
    QVERIFY(process.why().find("signal 9") != std::string::npos);
}

void TestHelperProcess::aMissingProgramIsToldAtOnce() {
    HelperProcess process;
    QVERIFY(process.start({"/nonexistent/synoptic-capture", "interfaces"}).find("No such file") !=
            std::string::npos);
    QVERIFY(!process.isRunning());
}

/// As pkexec's child is, while it runs as root.
void TestHelperProcess::aChildItMayNotKillHoldsNobodyUp() {
    if (geteuid() != 0)
        QSKIP("only root can have a child that it may not kill afterwards");
    HelperProcess process;
    QCOMPARE(process.start({"/bin/sleep", "2"}), ""); // minds no closed pipe
    const pid_t child = process.pid();
    const auto before = std::chrono::steady_clock::now();
    constexpr uid_t kNobody = 65534;
    QVERIFY(setresuid(kNobody, kNobody, 0) == 0);
    process.stop(std::chrono::milliseconds(200));
    QVERIFY(setresuid(0, 0, 0) == 0);
    const auto took = std::chrono::steady_clock::now() - before;
    QVERIFY2(took < std::chrono::milliseconds(1000), "it waited for the child");
    QVERIFY(!process.isRunning());
    QCOMPARE(process.exitStatus(), -1);
    QVERIFY2(kill(child, 0) == 0, "the child was killed after all: this proves nothing");
    // It is fetched when it has ended.
    QTest::qSleep(2500);
    QCOMPARE(process.start({"/bin/true"}), "");
    QVERIFY(kill(child, 0) != 0);
}

QTEST_APPLESS_MAIN(TestHelperProcess)
#include "tst_helper_process.moc"
