# Run by cpack when the files lie in its staging folder, before they are packed.
file(GLOB_RECURSE desktop ${CPACK_TEMPORARY_DIRECTORY}/*/org.synoptic.Synoptic.desktop)
list(LENGTH desktop found)
if(NOT found EQUAL 1)
  message(FATAL_ERROR "The staging folder is not as expected: ${CPACK_TEMPORARY_DIRECTORY}")
endif()
get_filename_component(root ${desktop} DIRECTORY)
string(REGEX REPLACE "/${CPACK_SYNOPTIC_DATADIR}/applications$" "" root ${root})
set(share ${root}/${CPACK_SYNOPTIC_DATADIR})
set(resources ${CPACK_SYNOPTIC_SOURCE}/resources)

# Whatever prefix the tree was configured for, these say where the package puts things.
set(CMAKE_INSTALL_FULL_BINDIR ${CPACK_PACKAGING_INSTALL_PREFIX}/${CPACK_SYNOPTIC_BINDIR})
set(CMAKE_INSTALL_FULL_LIBEXECDIR ${CPACK_PACKAGING_INSTALL_PREFIX}/${CPACK_SYNOPTIC_LIBEXECDIR})
set(id org.synoptic.Synoptic)
configure_file(${resources}/${id}.desktop.in ${share}/applications/${id}.desktop @ONLY)
configure_file(${resources}/${id}.policy.in ${share}/polkit-1/actions/${id}.policy @ONLY)

# What Debian asks of every package.
set(doc ${share}/doc/${CPACK_PACKAGE_NAME})
file(MAKE_DIRECTORY ${doc})
file(READ ${CPACK_SYNOPTIC_SOURCE}/LICENSE licence)
file(WRITE ${doc}/copyright "${licence}
On Debian systems the full text of the GNU General Public License version 3 is in
/usr/share/common-licenses/GPL-3.
")
configure_file(${CPACK_SYNOPTIC_SOURCE}/CHANGELOG.md ${doc}/changelog COPYONLY)
file(GLOB pages ${share}/man/man*/*.[18])
execute_process(COMMAND gzip -9nf ${pages} ${doc}/changelog COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND chmod -R u=rwX,go=rX ${root} COMMAND_ERROR_IS_FATAL ANY)
