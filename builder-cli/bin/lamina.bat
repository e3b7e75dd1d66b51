@echo off
rem Starts the lamina command of an unpacked distribution on Windows. Best effort: what is tested is Linux.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -Dsun.jnu.encoding=UTF-8 %LAMINA_JAVA_OPTS% -jar "%~dp0..\lib\builder-cli.jar" %*
exit /b %ERRORLEVEL%
