// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/network_namespaces.h"

#include "model/sources/linux/process_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <system_error>
#include <thread>

namespace synoptic {

namespace {

constexpr const char* kNamesDirectory = "/run/netns";

std::string reason(int error) {
    return std::generic_category().message(error);
}

std::uint64_t inodeOf(const UniqueFd& descriptor) {
    struct stat info {};
    return ::fstat(descriptor.get(), &info) == 0 ? info.st_ino : 0;
}

/// Whatever lies in /run/netns: a name is left over as an empty file where its mount is gone.
bool isNetworkNamespace(const UniqueFd& descriptor) {
    return ::ioctl(descriptor.get(), NS_GET_NSTYPE) == CLONE_NEWNET;
}

/// Collects namespaces, each once.
class Search {
public:
    /// First, so that it is there whatever their number; a name it has is found later.
    void addOwn() { add(UniqueFd(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)), {}); }

    void addNamed() {
        const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(kNamesDirectory), ::closedir);
        if (!directory)
            return;
        std::vector<std::string> names;
        while (const dirent* entry = ::readdir(directory.get()))
            if (entry->d_name[0] != '.')
                names.emplace_back(entry->d_name);
        std::sort(names.begin(), names.end());
        for (const std::string& name : names) {
            // Not to hang on a pipe that somebody put there.
            UniqueFd descriptor(::openat(::dirfd(directory.get()), name.c_str(),
                                         O_RDONLY | O_CLOEXEC | O_NONBLOCK));
            if (!descriptor || isNetworkNamespace(descriptor))
                add(std::move(descriptor), name);
        }
    }

    void addOfProcesses() {
        std::vector<std::int32_t> pids;
        listProcesses(pids);
        for (const std::int32_t pid : pids) {
            const std::string path = "/proc/" + std::to_string(pid) + "/ns/net";
            struct stat info {};
            if (::stat(path.c_str(), &info) == 0) {
                if (!found_.contains(info.st_ino)) {
                    add(UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), {}, pid);
                }
            } else if (errno == EACCES || errno == EPERM) {
                ++closedProcesses_;
            }
        }
    }

    NetworkNamespaces finish(std::uint64_t own) {
        NetworkNamespaces result;
        for (auto& [netns, found] : found_) {
            if (const int refusal = runInNetworkNamespace(found.descriptor, [] { return 0; })) {
                leaveOut(refusal);
                continue;
            }
            result.all.push_back(std::move(found));
        }
        std::stable_partition(result.all.begin(), result.all.end(),
                              [&](const NetworkNamespace& found) { return found.netns == own; });
        result.isWhole = leftOut_ == 0 && overMany_ == 0;
        if (overMany_ > 0)
            result.problem = "Some network namespaces (" + std::to_string(overMany_) +
                             ") are left out: no more than " + std::to_string(kMostNamespaces) +
                             " are read at once.";
        else if (leftOut_ > 0)
            result.problem = "Some network namespaces (" + std::to_string(leftOut_) +
                             ") are left out: entering them says \"" + reason(leftOutBy_) + "\".";
        else if (closedProcesses_ > 0)
            result.problem = "Some network namespaces may be left out: those of some processes (" +
                             std::to_string(closedProcesses_) + ") may not be looked up.";
        if (!result.problem.empty() && overMany_ == 0)
            result.problem += " Run this program as root and outside of any container or sandbox "
                              "to see all.";
        return result;
    }

private:
    void add(UniqueFd descriptor, const std::string& name, std::int32_t process = 0) {
        if (!descriptor) {
            if (errno != ENOENT && errno != ESRCH) // gone meanwhile
                leaveOut(errno);
            return;
        }
        const std::uint64_t netns = inodeOf(descriptor);
        if (found_.size() >= kMostNamespaces && !found_.contains(netns)) {
            ++overMany_;
            return;
        }
        const auto [known, isNew] = found_.try_emplace(
            netns, NetworkNamespace{netns, name, process, std::move(descriptor)});
        if (!isNew && known->second.name.empty())
            known->second.name = name;
    }

    void leaveOut(int error) {
        ++leftOut_;
        leftOutBy_ = error;
    }

    std::map<std::uint64_t, NetworkNamespace> found_;
    std::size_t overMany_ = 0;
    std::size_t leftOut_ = 0;
    int leftOutBy_ = 0; ///< errno of the last one
    std::size_t closedProcesses_ = 0;
};

} // namespace

int runInNetworkNamespace(const UniqueFd& descriptor, const std::function<int()>& work) {
    int result = 0;
    try {
        std::thread([&] {
            result = ::setns(descriptor.get(), CLONE_NEWNET) == 0 ? work() : errno;
        }).join();
    } catch (const std::system_error& error) {
        return error.code().value(); // no thread to be had
    }
    return result;
}

std::uint64_t currentNetns() {
    struct stat info {};
    return ::stat("/proc/thread-self/ns/net", &info) == 0 ? info.st_ino : 0;
}

NetworkNamespaces findNetworkNamespaces() {
    const UniqueFd own(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
    int error = own ? 0 : errno;
    // Even into the own namespace nobody is let without the capability.
    if (error == 0)
        error = runInNetworkNamespace(own, [] { return 0; });
    if (error == EPERM)
        return {{},
                false,
                "The sockets of all network namespaces cannot be read: entering a namespace needs "
                "the capability CAP_SYS_ADMIN, which this program was not given. Run it as root, "
                "or look at this namespace alone."};
    if (error != 0)
        return {{},
                false,
                "The sockets of all network namespaces cannot be read: /proc/thread-self/ns/net "
                "says \"" +
                    reason(error) +
                    "\". Let this program see /proc, or look at this namespace alone."};
    Search search;
    search.addOwn();
    search.addNamed();
    search.addOfProcesses();
    return search.finish(inodeOf(own));
}

} // namespace synoptic
