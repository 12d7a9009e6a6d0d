// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/confinement.h"

#include <cap-ng.h>
#include <grp.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace synoptic {

namespace {

constexpr uid_t kNobody = 65534; ///< the group of this number as well

std::string failed(const char* what) {
    return std::string(what) + ": " + std::strerror(errno);
}

/// Who asked for root through pkexec, or nobody.
uid_t unprivilegedUser() {
    const char* text = std::getenv("PKEXEC_UID");
    uid_t uid = kNobody;
    if (text) {
        const auto [end, error] = std::from_chars(text, text + std::strlen(text), uid);
        if (error != std::errc{} || *end != '\0' || uid == 0 ||
            uid == static_cast<uid_t>(-1)) // to setresuid() it means "as it is"
            uid = kNobody;
    }
    return uid;
}

std::string dropRoot() {
    const uid_t uid = unprivilegedUser();
    if (setgroups(0, nullptr) != 0 || setresgid(kNobody, kNobody, kNobody) != 0 ||
        setresuid(uid, uid, uid) != 0)
        return failed("cannot leave root");
    std::array<uid_t, 3> uids{};
    std::array<gid_t, 3> gids{};
    if (getresuid(&uids[0], &uids[1], &uids[2]) != 0 ||
        getresgid(&gids[0], &gids[1], &gids[2]) != 0 || uids != std::array{uid, uid, uid} ||
        gids != std::array{kNobody, kNobody, kNobody})
        return "is still root after leaving it";
    return {};
}

std::string dropCapabilities() {
    // The bounding set can only be emptied while CAP_SETPCAP is there (as root).
    const bool asRoot = geteuid() == 0;
    capng_clear(CAPNG_SELECT_ALL);
    if (asRoot && capng_apply(CAPNG_SELECT_BOUNDS) != 0)
        return "cannot empty the bounding set";
    if (asRoot) {
        if (std::string problem = dropRoot(); !problem.empty())
            return problem;
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    capng_clear(CAPNG_SELECT_BOTH);
    if (capng_apply(CAPNG_SELECT_CAPS) != 0)
        return "cannot drop capabilities";
    capng_get_caps_process();
    if (capng_have_capabilities(CAPNG_SELECT_CAPS) != CAPNG_NONE)
        return "capabilities are still there after dropping them";
    return {};
}

std::string enterSeccomp(std::span<const int> mayAsk) {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return "cannot make a seccomp filter";
    // Reading sources, waiting, memory, the end; writing only to standard output and error.
    bool ok = true;
    for (const int call :
         {SCMP_SYS(read),         SCMP_SYS(recvfrom),       SCMP_SYS(recvmsg),
          SCMP_SYS(poll),         SCMP_SYS(ppoll),          SCMP_SYS(epoll_wait),
          SCMP_SYS(epoll_pwait),  SCMP_SYS(clock_gettime),  SCMP_SYS(clock_nanosleep),
          SCMP_SYS(nanosleep),    SCMP_SYS(getsockopt),     SCMP_SYS(getsockname),
          SCMP_SYS(brk),          SCMP_SYS(mmap),           SCMP_SYS(munmap),
          SCMP_SYS(mremap),       SCMP_SYS(madvise),        SCMP_SYS(futex),
          SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
          SCMP_SYS(close),        SCMP_SYS(exit),           SCMP_SYS(exit_group),
          SCMP_SYS(fstat),        SCMP_SYS(newfstatat)})
        ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)})
        ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                               SCMP_A0(SCMP_CMP_LE, STDERR_FILENO)) == 0;
    for (const int socket : mayAsk)
        ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1,
                               SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(socket))) == 0;
    // libpcap asks whether an interface that fell silent is down or gone.
    ok &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                           SCMP_A1(SCMP_CMP_EQ, SIOCGIFFLAGS)) == 0;
    ok = ok && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok ? std::string() : "cannot enter the seccomp filter";
}

} // namespace

std::string confine(std::span<const int> mayAsk) {
    if (std::string problem = dropCapabilities(); !problem.empty())
        return problem;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed("cannot refuse new privileges");
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return enterSeccomp(mayAsk);
}

std::string keepOnly(unsigned int capability) {
    const uid_t uid = unprivilegedUser();
    capng_clear(CAPNG_SELECT_ALL);
    capng_update(CAPNG_ADD, static_cast<capng_type_t>(CAPNG_EFFECTIVE | CAPNG_PERMITTED),
                 capability);
    const int status =
        capng_change_id(static_cast<int>(uid), static_cast<int>(kNobody),
                        static_cast<capng_flags_t>(CAPNG_DROP_SUPP_GRP | CAPNG_CLEAR_BOUNDING));
    if (status != 0)
        return "cannot leave root (" + std::to_string(status) + ")";
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed("cannot refuse new privileges");
    return {};
}

bool startedWithForeignId() {
    return getuid() != geteuid() || getgid() != getegid();
}

} // namespace synoptic
